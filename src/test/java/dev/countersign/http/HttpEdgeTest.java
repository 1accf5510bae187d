package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEdgeTest {
  private static final EdgeUnderTest EDGE = new EdgeUnderTest(0);

  @AfterAll
  static void close() {
    EDGE.close();
  }

  @Test
  void thePartOfThePathThatVariesIsDecoded() {
    assertThat(EDGE.web().get("/api/things/a%3Ab+c~d").body()).isEqualTo("{\"thing\":\"a:b+c~d\"}");
  }

  @Test
  void whatIsEncodedWronglyIsNoText() {
    assertThat(EDGE.raw("GET /api/things/%zz HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n"))
        .endsWith("{\"thing\":null}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/insides", "/inside/", "/api/things/", "/api/things/a/b", "/API/things/a"})
  void whatIsNotThereIsNotFoundAndSaysWhatIs(String path) {
    HttpResponse<String> answer = EDGE.web().get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .isEqualTo(
            "{\"title\":\"Not Found\",\"status\":404,\"detail\":\"no such path; there are /inside,"
                + " /api/things/…, /xapp/things, /webhooks/…, /broken, /broken/later\"}");
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "POST; /inside; GET, HEAD",
        "OPTIONS; /inside; GET, HEAD",
        "DELETE; /api/things/a; GET, HEAD",
        "GET; /xapp/things; POST",
        "HEAD; /webhooks/default; POST",
        "OPTIONS; /xapp/things; POST",
      })
  void anotherMethodIsToldWhichAreAllowed(String method, String path, String allowed) {
    HttpResponse<String> answer = EDGE.web().send(method, path);

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).hasValue(allowed);
  }

  @Test
  void headIsGetWithoutTheBody() {
    HttpResponse<String> head = EDGE.web().send("HEAD", "/inside");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("content-length")).hasValue("15");
  }

  @Test
  void noAnswerIsAPageOrIsKept() {
    assertThat(EDGE.web().get("/api/things/a").headers().map())
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry(
            "content-security-policy", List.of("default-src 'none'; frame-ancestors 'none'"))
        .containsEntry("referrer-policy", List.of("no-referrer"))
        .containsEntry("cache-control", List.of("no-store"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/broken", "/broken/later"})
  void aBugIsNoSecretsWayOut(String path) {
    HttpResponse<String> answer = EDGE.web().get(path);

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("its log says more").doesNotContain("my-secret");
  }

  @Test
  void aBodyMayBeAsLongAsTheLimit() {
    assertThat(EDGE.web().post("/xapp/things", "x".repeat(EdgeUnderTest.LIMIT)).body())
        .isEqualTo("{\"bytes\":1000}");
  }

  @Test
  void aBodyThatSaysItIsTooLongIsNotWaitedFor() {
    assertThat(EDGE.raw(post("content-length: 1001", "")))
        .startsWith("HTTP/1.1 413 ")
        .contains("the body is too long");
  }

  @Test
  void aBodyThatDoesNotSayHowLongItIsEndsAtTheLimit() {
    String chunk = "258\r\n" + "x".repeat(600) + "\r\n";

    assertThat(EDGE.raw(post("transfer-encoding: chunked", chunk + chunk)))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void aBodyThatDoesNotComeIsNotWaitedForLong() {
    assertThat(EDGE.raw(post("content-length: 10", "half"))).startsWith("HTTP/1.1 408 ");
  }

  @Test
  void whoAsksFirstIsToldToSendTheBody() {
    String asking = post("content-length: 0\r\nexpect: 100-continue\r\nconnection: close", "");

    assertThat(EDGE.raw(asking)).startsWith("HTTP/1.1 100 ").contains("HTTP/1.1 200 OK");
  }

  @ParameterizedTest
  @CsvSource({"POST,/nothing", "POST,/inside", "GET,/inside"})
  void aBodyThatNobodyReadsEndsTheConnection(String method, String path) {
    assertThat(
            EDGE.raw(
                "%s %s HTTP/1.1\r\nhost: here\r\ncontent-length: 1000000\r\n\r\nbegun"
                    .formatted(method, path)))
        .startsWith("HTTP/1.1 ");
  }

  @Test
  void anEndlessHeaderIsRefused() {
    String request = "GET /inside HTTP/1.1\r\nhost: here\r\nx: " + "x".repeat(20_000) + "\r\n\r\n";

    assertThat(EDGE.raw(request)).startsWith("HTTP/1.1 431 ");
  }

  @ParameterizedTest
  @CsvSource({"GET,/api/things/a,200", "POST,/xapp/things,200", "POST,/webhooks/default,200"})
  void thePublicPortServesWhatIsForOthers(String method, String path, int status) {
    assertThat(EDGE.publicWeb().send(method, path).statusCode()).isEqualTo(status);
  }

  @Test
  void thePublicPortDoesNotServeOrNameWhatIsForOperations() {
    HttpResponse<String> answer = EDGE.publicWeb().get("/inside");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .contains("there are /api/things/…, /xapp/things, /webhooks/…")
        .doesNotContain("inside");
  }

  @Test
  void withoutItThereIsNoSecondPort() {
    try (EdgeUnderTest one = new EdgeUnderTest(null)) {
      assertThat(one.edge.publicPort()).isEmpty();
    }
  }

  @Test
  void aPortThatIsTakenIsToldByItsKey() {
    assertThatThrownBy(() -> new EdgeUnderTest(EDGE.edge.port()))
        .cause()
        .cause()
        .isInstanceOf(HttpEdge.PortTaken.class)
        .hasMessageStartingWith("countersign.http.public-port: cannot listen on 127.0.0.1:");
  }

  private static String post(String headers, String body) {
    return "POST /xapp/things HTTP/1.1\r\nhost: here\r\n" + headers + "\r\n\r\n" + body;
  }
}
