package dev.countersign.http;

import static dev.countersign.testing.WebhookForge.CALL;
import static dev.countersign.testing.WebhookForge.PAYLOAD;
import static dev.countersign.testing.WebhookForge.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.config.Secret;
import dev.countersign.platform.Credentials;
import dev.countersign.platform.Keyring;
import dev.countersign.platform.webhook.Webhook;
import dev.countersign.platform.webhook.WebhookVerifier;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.WebhookForge;
import dev.countersign.worker.WebhookInbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §8: POST /webhooks/<application>")
class WebhookEdgeTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String KEY = "5a4db0c5-0000-4000-8000-000000000001";
  private static final String SECRET = "5a4db0c5-0000-4000-8000-000000000002";
  private static final String BODY = WebhookForge.body(KEY, PAYLOAD, "order-42", CALL);
  private static final int ROOM = 256 * 1024;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Bodies bodies =
      new Bodies(vertx, WebhookEdge.LONGEST, Duration.ofMillis(300), ROOM);
  private final RecentWebhooks recent = new RecentWebhooks();
  private final Kafka kafka = new Kafka();
  private final WebhookEdge edge =
      new WebhookEdge(
          vertx,
          new WebhookVerifier(
              new Keyring(Map.of("shop", new Credentials(KEY, Secret.of(SECRET), null))),
              () -> NOW),
          kafka,
          meters,
          bodies,
          recent);
  private final HttpServer server = listen();

  /** The port to the inbox, whose answers a test decides. */
  private static final class Kafka implements WebhookInbox {
    final List<Webhook> puts = new CopyOnWriteArrayList<>();
    volatile CompletionStage<Taken> answer = CompletableFuture.completedFuture(Taken.WRITTEN);

    @Override
    public CompletionStage<Taken> put(String application, Webhook webhook) {
      puts.add(webhook);
      return answer;
    }
  }

  private HttpServer listen() {
    return vertx
        .createHttpServer()
        .requestHandler(
            request -> edge.handle(request, request.path().substring("/webhooks/".length())))
        .listen(0, "127.0.0.1")
        .await();
  }

  @AfterEach
  void close() {
    client.close();
    vertx.close().await();
  }

  private HttpRequest.Builder request(String application) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.actualPort() + "/webhooks/" + application));
  }

  private HttpRequest.Builder signed(String body) {
    return request("shop")
        .header("x-xumm-payload", PAYLOAD)
        .header("x-xumm-request-timestamp", Long.toString(NOW.getEpochSecond()))
        .header("x-xumm-request-signature", WebhookForge.sign(SECRET, NOW, body));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString()).join();
  }

  private HttpResponse<String> post(String body) {
    return send(signed(body).POST(BodyPublishers.ofString(body)));
  }

  private double counted(String application, String outcome) {
    return meters
        .get("countersign.webhooks")
        .tags("application", application, "outcome", outcome)
        .counter()
        .count();
  }

  // --- genuine ones

  @Test
  void aGenuineOneIsAnsweredOnceItIsWritten() {
    CompletableFuture<WebhookInbox.Taken> written = new CompletableFuture<>();
    kafka.answer = written;
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            signed(BODY).POST(BodyPublishers.ofString(BODY)).build(), BodyHandlers.ofString());
    Fleet.await("the write").until(() -> kafka.puts.size() == 1);
    assertThat(answer).isNotDone();

    written.complete(WebhookInbox.Taken.WRITTEN);

    assertThat(answer.join().statusCode()).isEqualTo(200);
    assertThat(kafka.puts.getFirst().identifier()).isEqualTo("order-42");
    assertThat(kafka.puts.toString()).doesNotContain(TOKEN);
    assertThat(counted("shop", "written")).isEqualTo(1);
  }

  @Test
  void aDuplicateIsAnsweredWithoutAnotherRecord() {
    post(BODY);

    assertThat(post(BODY).statusCode()).isEqualTo(200);
    assertThat(kafka.puts).hasSize(1);
    assertThat(counted("shop", "repeated")).isEqualTo(1);
  }

  @Test
  void whatWasNotWrittenIsNotRemembered() {
    kafka.answer = CompletableFuture.failedFuture(new IllegalStateException("no broker"));
    assertThat(post(BODY).statusCode()).isEqualTo(503);
    assertThat(counted("shop", "unavailable")).isEqualTo(1);

    kafka.answer = CompletableFuture.completedFuture(WebhookInbox.Taken.WRITTEN);
    assertThat(post(BODY).statusCode()).isEqualTo(200);
    assertThat(kafka.puts).hasSize(2);
  }

  @Test
  void anotherCallOfTheSamePayloadIsNoDuplicate() {
    post(BODY);
    post(BODY.replace(CALL, CALL.replace('a', 'b')));

    assertThat(kafka.puts).hasSize(2);
  }

  @Test
  void whatIsRememberedIsBounded() {
    for (int i = 0; i < RecentWebhooks.MOST + 100; i++) {
      recent.add(new RecentWebhooks.Resolution("shop", PAYLOAD, "call " + i));
    }

    assertThat(recent.size()).isEqualTo(RecentWebhooks.MOST);
    assertThat(recent.contains(new RecentWebhooks.Resolution("shop", PAYLOAD, "call 99")))
        .isFalse();
    assertThat(recent.contains(new RecentWebhooks.Resolution("shop", PAYLOAD, "call 100")))
        .isTrue();
  }

  @Test
  void aPayloadThatIsNotOursIsFine() {
    kafka.answer = CompletableFuture.completedFuture(WebhookInbox.Taken.NOT_OURS);

    assertThat(post(BODY).statusCode()).isEqualTo(200);
    assertThat(counted("shop", "not_ours")).isEqualTo(1);
    assertThat(recent.size()).isZero();
  }

  @Test
  void aSignedBodyThatCannotBeReadIsNotAskedForAgain() {
    assertThat(post("no JSON").statusCode()).isEqualTo(200);
    assertThat(post("[".repeat(60_000)).statusCode()).isEqualTo(200);
    assertThat(post(BODY.replace(KEY, SECRET)).statusCode()).isEqualTo(200);

    assertThat(counted("shop", "unreadable")).isEqualTo(2);
    assertThat(counted("shop", "other_application")).isEqualTo(1);
    assertThat(kafka.puts).isEmpty();
  }

  @Test
  void aChunkedBodyIsABodyToo() {
    byte[] body = BODY.getBytes(UTF_8);
    HttpResponse<String> answer =
        send(
            signed(BODY)
                .POST(
                    BodyPublishers.fromPublisher(
                        BodyPublishers.ofByteArrays(
                            IntStream.range(0, body.length)
                                .mapToObj(i -> new byte[] {body[i]})
                                .toList()))));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(kafka.puts).hasSize(1);
  }

  @Test
  void theLongestBodyIsTaken() {
    String body = BODY + " ".repeat(WebhookEdge.LONGEST - BODY.getBytes(UTF_8).length);

    assertThat(post(body).statusCode()).isEqualTo(200);
    assertThat(kafka.puts).hasSize(1);
  }

  // --- hostile ones

  @Test
  void aForgedOneIsRefusedAndNobodyLearnsWhy() {
    HttpResponse<String> wrong =
        send(
            signed(BODY)
                .setHeader("x-xumm-request-signature", "0".repeat(40))
                .POST(BodyPublishers.ofString(BODY)));
    HttpResponse<String> nobody = send(request("nobody").POST(BodyPublishers.ofString(BODY)));
    HttpResponse<String> bare = send(request("shop").POST(BodyPublishers.ofString(BODY)));

    assertThat(List.of(wrong.statusCode(), nobody.statusCode(), bare.statusCode()))
        .containsOnly(401);
    assertThat(wrong.body())
        .contains("not a webhook of this application")
        .isEqualTo(nobody.body())
        .isEqualTo(bare.body());
    assertThat(counted("shop", "bad_signature")).isEqualTo(1);
    assertThat(counted("shop", "bad_header")).isEqualTo(1);
    assertThat(counted("unknown", "unknown_application")).isEqualTo(1);
    assertThat(kafka.puts).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SHOP", "shop/", "shop/x", "%73hop", "..", "shop%00", "shop%20"})
  void onlyTheAliasItselfIsAnApplication(String path) {
    HttpRequest.Builder request =
        request(path)
            .headers(
                "x-xumm-payload",
                PAYLOAD,
                "x-xumm-request-timestamp",
                Long.toString(NOW.getEpochSecond()),
                "x-xumm-request-signature",
                WebhookForge.sign(SECRET, NOW, BODY));

    assertThat(send(request.POST(BodyPublishers.ofString(BODY))).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-xumm-payload", "x-xumm-request-timestamp", "x-xumm-request-signature"})
  void aHeaderThatIsThereTwiceIsNone(String header) {
    String value = signed(BODY).build().headers().firstValue(header).orElseThrow();

    HttpResponse<String> answer =
        send(signed(BODY).header(header, value).POST(BodyPublishers.ofString(BODY)));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(counted("shop", "bad_header")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void onlyPostIsAllowed(String method) {
    HttpResponse<String> answer =
        send(request("shop").method(method, BodyPublishers.ofString(BODY)));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).hasValue("POST");
  }

  @Test
  void tenThousandForgedOnesLeaveNothingBehind() {
    for (int round = 0; round < 100; round++) {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        // Each has other names for everything that somebody could remember.
        String application = i % 2 == 0 ? "shop" : UUID.randomUUID().toString();
        String payload = UUID.randomUUID().toString();
        String body = WebhookForge.body(KEY, payload, "order-" + i, UUID.randomUUID().toString());
        HttpRequest forged =
            request(application)
                .header("x-xumm-payload", payload)
                .header("x-xumm-request-timestamp", Long.toString(NOW.getEpochSecond()))
                .header("x-xumm-request-signature", WebhookForge.sign("a-b" + i, NOW, body))
                .POST(BodyPublishers.ofString(body))
                .build();
        answers.add(client.sendAsync(forged, BodyHandlers.ofString()));
      }
      answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(401));
    }

    assertThat(counted("shop", "bad_signature") + counted("unknown", "unknown_application"))
        .isEqualTo(10_000);
    assertThat(meters.getMeters()).hasSize(2);
    assertThat(kafka.puts).isEmpty();
    assertThat(recent.size()).isZero();
    assertThat(bodies.held()).isZero();
  }

  // --- bodies without end

  @Test
  void anAnnouncedLengthIsRefusedBeforeTheBodyComes() throws IOException {
    try (Socket socket = raw("content-length: 65537\r\n")) {
      assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
    }
    assertThat(counted("shop", "too_large")).isEqualTo(1);
  }

  @Test
  void anUnannouncedLengthIsRefusedWhereItIsTooLong() throws IOException {
    try (Socket socket = raw("transfer-encoding: chunked\r\n")) {
      byte[] chunk = ("1000\r\n" + "x".repeat(4096) + "\r\n").getBytes(UTF_8);
      for (int i = 0; i < 17; i++) {
        socket.getOutputStream().write(chunk);
      }
      assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
    }
    assertThat(bodies.held()).isZero();
  }

  @Test
  void aBodyThatDoesNotComeIsNotWaitedFor() throws IOException {
    try (Socket socket = raw("content-length: 1000\r\n")) {
      socket.getOutputStream().write("{".getBytes(UTF_8));
      assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 408 Request Timeout");
      assertThat(socket.getInputStream().readAllBytes()).as("and is closed").isNotEmpty();
    }
    assertThat(counted("shop", "too_slow")).isEqualTo(1);
    assertThat(bodies.held()).isZero();
  }

  @Test
  void aSenderThatGoesAwayLeavesNothing() throws IOException {
    try (Socket socket = raw("content-length: 1000\r\n")) {
      socket.getOutputStream().write("{".getBytes(UTF_8));
      Fleet.await("the byte").until(() -> bodies.held() == 1);
    }
    Fleet.await("its end").until(() -> bodies.held() == 0);
  }

  @Test
  void allBodiesTogetherAreBounded() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Socket socket = raw("content-length: 65000\r\n");
      socket.getOutputStream().write("x".repeat(64_000).getBytes(UTF_8));
      sockets.add(socket);
    }
    Fleet.await("a refusal").until(() -> meters.find("countersign.webhooks").counter() != null);

    assertThat(counted("shop", "no_room")).isEqualTo(1);
    assertThat(bodies.held()).isLessThanOrEqualTo(ROOM);
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private Socket raw(String lengthHeader) throws IOException {
    Socket socket = new Socket("127.0.0.1", server.actualPort());
    socket
        .getOutputStream()
        .write(
            ("POST /webhooks/shop HTTP/1.1\r\nhost: localhost\r\n" + lengthHeader + "\r\n")
                .getBytes(UTF_8));
    return socket;
  }

  private static String firstLine(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = socket.getInputStream().read(); c >= 0 && c != '\r'; ) {
      line.append((char) c);
      c = socket.getInputStream().read();
    }
    return line.toString();
  }
}
