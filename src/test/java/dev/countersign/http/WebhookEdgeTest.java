package dev.countersign.http;

import static dev.countersign.http.WebhookEdgeUnderTest.BODY;
import static dev.countersign.http.WebhookEdgeUnderTest.KEY;
import static dev.countersign.http.WebhookEdgeUnderTest.NOW;
import static dev.countersign.http.WebhookEdgeUnderTest.SECRET;
import static dev.countersign.http.WebhookEdgeUnderTest.signature;
import static dev.countersign.testing.WebhookForge.CALL;
import static dev.countersign.testing.WebhookForge.PAYLOAD;
import static dev.countersign.testing.WebhookForge.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Fleet;
import dev.countersign.testing.WebhookForge;
import dev.countersign.worker.WebhookInbox;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §8: POST /webhooks/<application>")
class WebhookEdgeTest {
  private final WebhookEdgeUnderTest edge = new WebhookEdgeUnderTest(Duration.ofSeconds(30));

  @AfterEach
  void close() {
    edge.close();
  }

  // --- genuine ones

  @Test
  void aGenuineOneIsAnsweredOnceItIsWritten() {
    CompletableFuture<WebhookInbox.Taken> written = new CompletableFuture<>();
    edge.kafka.answer = written;
    CompletableFuture<HttpResponse<String>> answer =
        edge.client.sendAsync(
            edge.signed(BODY).POST(BodyPublishers.ofString(BODY)).build(), BodyHandlers.ofString());
    Fleet.await("the write").until(() -> edge.kafka.puts.size() == 1);
    assertThat(answer).isNotDone();

    written.complete(WebhookInbox.Taken.WRITTEN);

    assertThat(answer.join().statusCode()).isEqualTo(200);
    assertThat(edge.kafka.puts.getFirst().identifier()).isEqualTo("order-42");
    assertThat(edge.kafka.puts.toString()).doesNotContain(TOKEN);
    assertThat(edge.counted("shop", "written")).isEqualTo(1);
  }

  @Test
  void aDuplicateIsAnsweredWithoutAnotherRecord() {
    edge.post(BODY);

    assertThat(edge.post(BODY).statusCode()).isEqualTo(200);
    assertThat(edge.kafka.puts).hasSize(1);
    assertThat(edge.counted("shop", "repeated")).isEqualTo(1);
  }

  @Test
  void whatWasNotWrittenIsNotRemembered() {
    edge.kafka.answer = CompletableFuture.failedFuture(new IllegalStateException("no broker"));
    assertThat(edge.post(BODY).statusCode()).isEqualTo(503);
    assertThat(edge.counted("shop", "unavailable")).isEqualTo(1);

    edge.kafka.answer = CompletableFuture.completedFuture(WebhookInbox.Taken.WRITTEN);
    assertThat(edge.post(BODY).statusCode()).isEqualTo(200);
    assertThat(edge.kafka.puts).hasSize(2);
  }

  @Test
  void anotherCallOfTheSamePayloadIsNoDuplicate() {
    edge.post(BODY);
    edge.post(BODY.replace(CALL, CALL.replace('a', 'b')));

    assertThat(edge.kafka.puts).hasSize(2);
  }

  @Test
  void whatIsRememberedIsBounded() {
    for (int i = 0; i < RecentWebhooks.MOST + 100; i++) {
      edge.recent.add(new RecentWebhooks.Resolution("shop", PAYLOAD, "call " + i));
    }

    assertThat(edge.recent.size()).isEqualTo(RecentWebhooks.MOST);
    assertThat(edge.recent.contains(new RecentWebhooks.Resolution("shop", PAYLOAD, "call 99")))
        .isFalse();
    assertThat(edge.recent.contains(new RecentWebhooks.Resolution("shop", PAYLOAD, "call 100")))
        .isTrue();
  }

  @Test
  void aPayloadThatIsNotOursIsFine() {
    edge.kafka.answer = CompletableFuture.completedFuture(WebhookInbox.Taken.NOT_OURS);

    assertThat(edge.post(BODY).statusCode()).isEqualTo(200);
    assertThat(edge.counted("shop", "not_ours")).isEqualTo(1);
    assertThat(edge.recent.size()).isZero();
  }

  @Test
  void aSignedBodyThatCannotBeReadIsNotAskedForAgain() {
    assertThat(edge.post("no JSON").statusCode()).isEqualTo(200);
    assertThat(edge.post("[".repeat(60_000)).statusCode()).isEqualTo(200);
    assertThat(edge.post(BODY.replace(KEY, SECRET)).statusCode()).isEqualTo(200);

    assertThat(edge.counted("shop", "unreadable")).isEqualTo(2);
    assertThat(edge.counted("shop", "other_application")).isEqualTo(1);
    assertThat(edge.kafka.puts).isEmpty();
  }

  @Test
  void aChunkedBodyIsABodyToo() {
    byte[] body = BODY.getBytes(UTF_8);
    HttpResponse<String> answer =
        edge.send(
            edge.signed(BODY)
                .POST(
                    BodyPublishers.fromPublisher(
                        BodyPublishers.ofByteArrays(
                            IntStream.range(0, body.length)
                                .mapToObj(i -> new byte[] {body[i]})
                                .toList()))));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(edge.kafka.puts).hasSize(1);
  }

  @Test
  void theLongestBodyIsTaken() {
    String body = BODY + " ".repeat(WebhookEdge.LONGEST - BODY.getBytes(UTF_8).length);

    assertThat(edge.post(body).statusCode()).isEqualTo(200);
    assertThat(edge.kafka.puts).hasSize(1);
  }

  // --- hostile ones

  @Test
  void aForgedOneIsRefusedAndNobodyLearnsWhy() {
    HttpResponse<String> wrong =
        edge.send(
            edge.signed(BODY)
                .setHeader("x-xumm-request-signature", "0".repeat(40))
                .POST(BodyPublishers.ofString(BODY)));
    HttpResponse<String> nobody =
        edge.send(edge.request("nobody").POST(BodyPublishers.ofString(BODY)));
    HttpResponse<String> bare = edge.send(edge.request("shop").POST(BodyPublishers.ofString(BODY)));

    assertThat(List.of(wrong.statusCode(), nobody.statusCode(), bare.statusCode()))
        .containsOnly(401);
    assertThat(wrong.body())
        .contains("not a webhook of this application")
        .isEqualTo(nobody.body())
        .isEqualTo(bare.body());
    assertThat(edge.counted("shop", "bad_signature")).isEqualTo(1);
    assertThat(edge.counted("shop", "bad_header")).isEqualTo(1);
    assertThat(edge.counted("unknown", "unknown_application")).isEqualTo(1);
    assertThat(edge.kafka.puts).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SHOP", "shop/", "shop/x", "%73hop", "..", "shop%00", "shop%20"})
  void onlyTheAliasItselfIsAnApplication(String path) {
    HttpRequest.Builder request = edge.request(path).headers(signature(BODY));

    assertThat(edge.send(request.POST(BodyPublishers.ofString(BODY))).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-xumm-payload", "x-xumm-request-timestamp", "x-xumm-request-signature"})
  void aHeaderThatIsThereTwiceIsNone(String header) {
    String value = edge.signed(BODY).build().headers().firstValue(header).orElseThrow();

    HttpResponse<String> answer =
        edge.send(edge.signed(BODY).header(header, value).POST(BodyPublishers.ofString(BODY)));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(edge.counted("shop", "bad_header")).isEqualTo(1);
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
            edge.request(application)
                .header("x-xumm-payload", payload)
                .header("x-xumm-request-timestamp", Long.toString(NOW.getEpochSecond()))
                .header("x-xumm-request-signature", WebhookForge.sign("a-b" + i, NOW, body))
                .POST(BodyPublishers.ofString(body))
                .build();
        answers.add(edge.client.sendAsync(forged, BodyHandlers.ofString()));
      }
      answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(401));
    }

    assertThat(
            edge.counted("shop", "bad_signature") + edge.counted("unknown", "unknown_application"))
        .isEqualTo(10_000);
    assertThat(edge.meters.getMeters()).hasSize(2);
    assertThat(edge.kafka.puts).isEmpty();
    assertThat(edge.recent.size()).isZero();
    assertThat(edge.bodies.held()).isZero();
  }
}
