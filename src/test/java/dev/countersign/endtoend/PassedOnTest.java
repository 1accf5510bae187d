package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Fleet;
import dev.countersign.testing.SignIn;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("CONTRACT §6.8: what a worker sends to where another one says that it can be reached")
class PassedOnTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final BlockingQueue<Map<String, String>> HEARD = new LinkedBlockingQueue<>();

  /** Nobody of the fleet, where the fleet's workers say that they are. */
  private static final HttpServer EAR =
      VERTX.createHttpServer().requestHandler(PassedOnTest::refuse).listen(0, "127.0.0.1").await();

  @RegisterExtension
  static final Fleet fleet =
      RequestsApi.setup()
          .workers(2)
          .set("countersign.http.advertised-url", "http://127.0.0.1:" + EAR.actualPort())
          .start();

  @BeforeAll
  static void spread() {
    RequestsApi.spread(fleet);
  }

  @AfterAll
  static void close() {
    VERTX.close().await();
  }

  /** As a worker of the release before does, which knows no vouchers. */
  private static void refuse(HttpServerRequest request) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    request.headers().forEach(headers::put);
    HEARD.add(headers);
    request
        .response()
        .putHeader("countersign-hop", String.valueOf(request.getHeader("countersign-hop")))
        .putHeader("content-type", "application/problem+json")
        .putHeader("www-authenticate", "Bearer realm=\"countersign\"")
        .setStatusCode(401)
        .end("{}");
  }

  @Test
  void theCallersCredentialsGoNowhere() throws InterruptedException {
    String jwt = new SignIn(fleet.sandbox(), fleet.application("default")).xapp("ada");

    for (String token : List.of(RequestsApi.OPERATOR, jwt)) {
      elsewhere(token);
      assertThat(HEARD.take())
          .containsKey("countersign-voucher")
          .doesNotContainKey("authorization")
          .allSatisfy((_, value) -> assertThat(value).doesNotContain(token));
      HEARD.clear();
    }
  }

  @Test
  void anOwnerThatKnowsNoVouchersIsAskedAgainLaterAndNobodyIsSentAway() {
    HttpResponse<String> answer = elsewhere(RequestsApi.OPERATOR);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
    assertThat(answer.headers().firstValue("www-authenticate")).isEmpty();
    assertThat(answer.body()).contains("release, operator token, applications' secrets and clock");
  }

  @Test
  void aWordThatNobodyOfTheFleetGaveIsNone() {
    String forged = Instant.now().getEpochSecond() + " operator " + "0".repeat(64);

    assertThat(
            fleet.workers().stream()
                .map(
                    worker ->
                        fleet
                            .web(worker)
                            .get(
                                "/api/requests/" + fleet.newId(),
                                "countersign-hop",
                                fleet.config().groupId(),
                                "countersign-voucher",
                                forged))
                .map(HttpResponse::statusCode))
        .containsOnly(401);
  }

  /** What the worker says of a new id that does not own it. */
  private static HttpResponse<String> elsewhere(String token) {
    String id = fleet.newId();
    return fleet.workers().stream()
        .map(worker -> RequestsApi.ask(fleet, worker, id, token))
        .filter(answer -> answer.statusCode() != 404)
        .findFirst()
        .orElseThrow();
  }
}
