package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.worker.Viewer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorsTest {
  private static final ConsoleUnderTest GUARDED =
      new ConsoleUnderTest(ConsoleUnderTest.TOKEN, OperatorsTest::routes);

  @AfterAll
  static void close() {
    GUARDED.close();
  }

  private static List<Route> routes(Operators operators) {
    JsonObject inside = new JsonObject().put("at", "inside");
    return List.of(
        new Route(
            HttpMethod.GET,
            "/for-people",
            Route.Audience.OPERATIONS,
            exchange -> operators.admit(exchange, () -> exchange.json(200, inside))),
        new Route(
            HttpMethod.GET,
            "/for-workers",
            Route.Audience.OPERATIONS,
            exchange ->
                operators.admitWorkers(
                    exchange, "/for-workers", () -> exchange.json(200, inside))));
  }

  private static HttpResponse<String> asWorker(String path, String fleet, String voucher) {
    return GUARDED.web().get(path, Forwarder.HOP, fleet, Vouchers.HEADER, voucher);
  }

  private static String voucher(String path) {
    return GUARDED.vouchers.of(new Viewer.Operator(), Forwarder.METHOD, path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/for-people", "/for-workers"})
  void whoHasTheTokenIsLetIn(String path) {
    assertThat(GUARDED.web().get(path, ConsoleUnderTest.OPERATOR).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Bearer operator-token-of-the-tes",
        "Bearer operator-token-of-the-testx",
        "Basic operator-token-of-the-test",
        "operator-token-of-the-test"
      })
  void whoHasAnythingElseIsNot(String authorization) {
    HttpResponse<String> answer = GUARDED.web().get("/for-people", "authorization", authorization);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("www-authenticate"))
        .hasValue("Bearer realm=\"countersign\"");
    assertThat(answer.body()).doesNotContain(ConsoleUnderTest.TOKEN);
  }

  @Test
  void aWorkersWordCountsWhereWorkersAsk() {
    HttpResponse<String> answer =
        asWorker("/for-workers", ConsoleUnderTest.FLEET, voucher("/for-workers"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue(Forwarder.HOP)).hasValue(ConsoleUnderTest.FLEET);
  }

  @Test
  void itCountsNowhereElse() {
    assertThat(asWorker("/for-people", ConsoleUnderTest.FLEET, voucher("/for-people")).statusCode())
        .isEqualTo(401);
    assertThat(asWorker("/for-workers", ConsoleUnderTest.FLEET, voucher("order-42")).statusCode())
        .isEqualTo(401);
    assertThat(asWorker("/for-workers", "another", voucher("/for-workers")).statusCode())
        .isEqualTo(421);
  }

  @Test
  void withoutATokenNobodyIsLetInAndIsToldWhatToSet() {
    try (ConsoleUnderTest unguarded = new ConsoleUnderTest(null, OperatorsTest::routes)) {
      HttpResponse<String> answer =
          unguarded.web().get("/for-people", "authorization", "Bearer null");

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).contains("set countersign.http.operator-token");
    }
  }
}
