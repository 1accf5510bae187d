package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("CONTRACT §10: what a phone page is told, and airplane mode")
@Timeout(20)
class PhoneEventsTest extends SandboxTest {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  SandboxOptions options() {
    return super.options().withDispatchDelay(Duration.ofHours(1));
  }

  /** A phone page as far as the sandbox can tell. */
  private final class Page implements AutoCloseable {
    private final HttpResponse<Stream<String>> response;
    private final Iterator<String> lines;

    Page(String person) {
      try {
        response =
            HTTP.send(
                HttpRequest.newBuilder(
                        sandbox.url().resolve("/sandbox/people/" + person + "/events"))
                    .build(),
                BodyHandlers.ofLines());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      lines = response.body().iterator();
    }

    JsonNode until(Predicate<JsonNode> wanted) {
      while (true) {
        String line = lines.next();
        if (line.startsWith("data: ")) {
          JsonNode shown = Json.parse(line.substring("data: ".length()));
          if (wanted.test(shown)) {
            return shown;
          }
        }
      }
    }

    JsonNode next() {
      return until(shown -> true);
    }

    @Override
    public void close() {
      response.body().close();
    }
  }

  private JsonNode act(String action, String body) {
    return control("POST", "people/ada/" + action, body);
  }

  private static String about(String uuid) {
    return "{\"payload\":\"%s\"}".formatted(uuid);
  }

  @Test
  @DisplayName("a stream of server-sent events: what is shown now, then each change of it")
  void stream() {
    try (Page page = new Page("ada%20b")) {
      assertThat(page.response.headers().firstValue("Content-Type"))
          .contains("text/event-stream; charset=utf-8");
      JsonNode first = page.next();
      assertThat(first.path("name").asText()).isEqualTo("ada b");
      assertThat(first.path("account").asText()).isEqualTo(sandbox.person("ada b").account());
      assertThat(first.path("pending")).isEmpty();
      String uuid = backend.created(PAYMENT);
      JsonNode nearby = page.until(s -> !s.path("nearby").isEmpty()).at("/nearby/0");
      assertThat(nearby.path("uuid").asText()).isEqualTo(uuid);
      assertThat(nearby.path("loaded").asBoolean()).isFalse();

      sandbox.person("ada b").open(uuid);
      JsonNode opened = page.until(s -> !s.path("pending").isEmpty());
      assertThat(opened.at("/pending/0/loaded").asBoolean()).isTrue();
      assertThat(opened.path("nearby")).isEmpty();

      sandbox.person("ada b").sign(uuid);
      JsonNode signed = page.until(s -> s.at("/history/0/signed").asBoolean());
      assertThat(signed.path("pending")).isEmpty();
      assertThat(signed.at("/applications/0/key").asText())
          .isEqualTo(SandboxApplication.DEFAULT.key());
      assertThat(signed.at("/history/0/dispatched_result").isNull()).isTrue();
      sandbox.clock().advance(Duration.ofHours(1));
      assertThat(
              page.until(s -> s.at("/history/0/dispatched_result").isTextual())
                  .at("/history/0/by")
                  .asText())
          .isEqualTo("ada b");
    }
  }

  @Test
  @DisplayName("expiry and a moved clock are told although nobody called")
  void clock() {
    String uuid = backend.created(PAYMENT);
    sandbox.person("ada").open(uuid);
    try (Page page = new Page("ada")) {
      page.until(s -> !s.path("pending").isEmpty());
      sandbox.clock().advance(Duration.ofHours(23));
      Instant now = Instant.parse(page.next().at("/clock/now").asText());
      assertThat(now).isAfter(Instant.now().plus(Duration.ofHours(22)));
      sandbox.clock().speed(100_000);

      JsonNode expired = page.until(s -> !s.path("history").isEmpty());
      assertThat(expired.path("pending")).isEmpty();
      assertThat(expired.at("/history/0/expired").asBoolean()).isTrue();
    }
  }

  @Test
  @DisplayName("what concerns nobody here is not told, and a closed page is forgotten")
  void quiet() {
    try (Page page = new Page("ada")) {
      page.next();
      backend.get("ping").expect(200);
      control("GET", "people", "");
      sandbox.person("ada").open(backend.created(PAYMENT));

      JsonNode told = page.next();
      assertThat(told.path("nearby").size() + told.path("pending").size())
          .as("the very next event is about the request")
          .isEqualTo(1);
    }
    Awaitility.await()
        .untilAsserted(
            () -> {
              backend.created(PAYMENT);
              assertThat(sandbox.phonePages()).isZero();
            });
  }

  @Test
  @DisplayName("PROTOCOL §5.2: cancelled while signed without a network, reported all the same")
  void airplane() {
    String token = token();
    String first = backend.created("{\"txjson\":{\"TransactionType\":\"SignIn\"}}");
    act("open", about(first));
    JsonNode off = act("airplane", "{\"on\":true}");
    assertThat(off.path("airplane").asBoolean()).isTrue();
    backend.created(
        "{\"txjson\":{\"TransactionType\":\"SignIn\"},\"user_token\":\"%s\"}".formatted(token));

    assertThat(act("sign", about(first)).path("kept").asText()).isEqualTo("sign");
    backend.call("POST", "/sandbox/people/ada/sign", about(first)).expect(409);
    sandbox.clock().advance(Duration.ofDays(2));
    assertThat(backend.read(first).at("/meta/resolved").asBoolean()).isFalse();
    try (Page page = new Page("ada")) {
      JsonNode shown = page.next();
      assertThat(shown.path("pending")).as("as it was").hasSize(1);
      assertThat(shown.at("/kept/0/payload").asText()).isEqualTo(first);
    }

    JsonNode on = act("airplane", "{\"on\":false}");
    assertThat(on.path("kept")).isEmpty();
    assertThat(on.path("refused")).isEmpty();
    assertThat(on.path("history")).hasSize(3);
    JsonNode meta = backend.read(first).path("meta");
    assertThat(meta.path("signed").asBoolean()).isTrue();
    assertThat(meta.path("expired").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("airplane mode: answered by somebody else meanwhile, the late report is refused")
  void tooLate() {
    String uuid = backend.created(PAYMENT);
    act("open", about(uuid));
    act("airplane", "{\"on\":true}");
    act("reject", about(uuid));
    sandbox.person("bob").sign(uuid);

    assertThat(act("airplane", "{\"on\":false}").at("/refused/0").asText())
        .endsWith("was already signed.");
    assertThat(backend.read(uuid).at("/meta/signed").asBoolean()).isTrue();
  }

  @Test
  @DisplayName(
      "airplane mode: nothing new is opened, no permission revoked, and both are explained")
  void needsANetwork() {
    token();
    act("airplane", "{\"on\":true}");
    String uuid = backend.created(PAYMENT);

    assertThat(refusal("open", about(uuid))).contains("ada is in airplane mode and cannot open");
    assertThat(refusal("sign", about(uuid))).contains("has not loaded payload " + uuid);
    String key = "{\"application\":\"%s\"}".formatted(SandboxApplication.DEFAULT.key());
    assertThat(refusal("revoke", key)).contains("cannot revoke");
    control("POST", "reset", "");
    act("open", about(backend.created(PAYMENT)));
  }

  private String refusal(String action, String body) {
    return backend
        .call("POST", "/sandbox/people/ada/" + action, body)
        .expect(409)
        .at("/error/message")
        .asText();
  }

  private String token() {
    sandbox.person("ada").sign(backend.created(SIGN_IN));
    return String.valueOf(sandbox.person("ada").userToken(SandboxApplication.DEFAULT.key()));
  }
}
