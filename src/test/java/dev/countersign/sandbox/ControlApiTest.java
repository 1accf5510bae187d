package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("CONTRACT §10: the control API")
class ControlApiTest extends SandboxTest {
  @Test
  void aNewApplicationCanCallAtOnce() {
    JsonNode made = control("POST", "applications", "{\"name\":\"shop\"}");

    JsonNode pong =
        backend.as(made.path("key").asText(), made.path("secret").asText()).get("ping").expect(200);
    assertThat(pong.at("/auth/application/name").asText()).isEqualTo("shop");
  }

  @Test
  void anApplicationCanBeDisabledAndEnabled() {
    String key = SandboxApplication.DEFAULT.key();

    control("POST", "applications", "{\"key\":\"%s\",\"disabled\":true}".formatted(key));
    assertThat(backend.get("ping").error()).isEqualTo("403 810");
    control("POST", "applications", "{\"key\":\"%s\",\"disabled\":false}".formatted(key));
    backend.get("ping").expect(200);
  }

  @Test
  void peopleOpenSignAndRejectByUuidOrLink() {
    String signed = backend.created(SIGN_IN);
    String rejected = backend.created(SIGN_IN);
    String link = "{\"payload\":\"" + sandbox.url() + "/sign/" + signed + "\"}";

    assertThat(control("POST", "people/ada/open", link).path("opened").asBoolean()).isTrue();
    assertThat(control("POST", "people/ada/sign", link).path("signed").asBoolean()).isTrue();
    JsonNode answer =
        control("POST", "people/bob%20b/reject", "{\"payload\":\"%s\"}".formatted(rejected));
    assertThat(answer.path("resolved").asBoolean()).isTrue();
    assertThat(answer.path("signed").asBoolean()).isFalse();
  }

  @Test
  void withoutAPayloadTheNewestPendingOneIsMeant() {
    control("POST", "people/ada/open", "{\"payload\":\"%s\"}".formatted(backend.created(SIGN_IN)));
    String newest = backend.created(SIGN_IN);
    control("POST", "people/ada/open", "{\"payload\":\"%s\"}".formatted(newest));

    assertThat(control("GET", "people/ada", "").path("pending")).hasSize(2);
    assertThat(control("POST", "people/ada/sign", "{}").path("uuid").asText()).isEqualTo(newest);
  }

  @Test
  void nothingPendingIsRefusedWithAnExplanation() {
    Backend.Reply reply = backend.call("POST", "/sandbox/people/ada/sign", "{}");

    assertThat(reply.expect(404).at("/error/message").asText())
        .startsWith("Nothing is pending for ada");
  }

  @Test
  void aHandledPayloadIsAConflict() {
    String body = "{\"payload\":\"%s\"}".formatted(backend.created(SIGN_IN));
    control("POST", "people/ada/sign", body);

    assertThat(
            backend
                .call("POST", "/sandbox/people/ada/sign", body)
                .expect(409)
                .at("/error/message")
                .asText())
        .endsWith("was already signed.");
  }

  @Test
  void aMisspeltFieldIsRefusedByName() {
    Backend.Reply reply = backend.call("POST", "/sandbox/people/ada/sign", "{\"lost_dispatch\":1}");

    assertThat(reply.expect(400).at("/error/message").asText()).contains("'lost_dispatch'");
  }

  @Test
  void aPermissionCanBeRevokedOnce() {
    String body = "{\"application\":\"%s\"}".formatted(SandboxApplication.DEFAULT.key());
    sandbox.person("ada").sign(backend.created(SIGN_IN));

    assertThat(control("GET", "people/ada", "").path("applications")).hasSize(1);
    assertThat(control("POST", "people/ada/revoke", body).path("applications")).isEmpty();
    backend.call("POST", "/sandbox/people/ada/revoke", body).expect(404);
  }

  @Test
  void theLogHasEveryCallAndNoSecret() {
    String uuid =
        backend.created(
            "{\"txjson\":{\"TransactionType\":\"SignIn\"},\"custom_meta\":{\"identifier\":\"i\"}}");
    backend.get("payload/ci/missing");

    JsonNode calls = control("GET", "calls", "").path("calls");
    assertThat(calls).hasSize(3);
    assertThat(calls.at("/1/payload").asText()).isEqualTo(uuid);
    assertThat(calls.at("/1/identifier").asText()).isEqualTo("i");
    assertThat(calls.at("/2/endpoint").asText()).isEqualTo("read_by_identifier");
    assertThat(calls.at("/2/status").asInt()).isEqualTo(404);
    assertThat(calls.toString()).doesNotContain(SandboxApplication.DEFAULT.secret());
  }

  @Test
  void theClockIsSetAndAdvanced() {
    control("POST", "clock", "{\"set\":\"2030-01-01T00:00:00Z\",\"advance\":\"PT10M\"}");

    assertThat(Instant.parse(control("GET", "clock", "").path("now").asText()))
        .isBetween(Instant.parse("2030-01-01T00:10:00Z"), Instant.parse("2030-01-01T00:10:30Z"));
  }

  @Test
  void aSeedMakesTheIdsForeseeable() {
    control("POST", "seed", "{\"seed\":42}");
    String first = backend.created(SIGN_IN);
    String second = backend.created(SIGN_IN);
    sandbox.reset();
    control("POST", "seed", "{\"seed\":42}");

    assertThat(backend.created(SIGN_IN)).isEqualTo(first);
    assertThat(backend.created(SIGN_IN)).isEqualTo(second).isNotEqualTo(first);
  }

  @Test
  void aSeedThatWasInUseIsRefusedUntilAReset() {
    control("POST", "seed", "{\"seed\":42}");
    String first = backend.created(SIGN_IN);

    assertThat(
            backend
                .call("POST", "/sandbox/seed", "{\"seed\":42}")
                .expect(409)
                .at("/error/message")
                .asText())
        .startsWith("seed: 42 was in use before");
    assertThat(backend.created(SIGN_IN)).isNotEqualTo(first);
  }

  @Test
  void aFastClockMakesTheKeepalivesComeFaster() {
    SocketProbe probe = settled(backend.created(SIGN_IN));
    control("POST", "clock", "{\"speed\":300}");

    assertThat(probe.next(3)).allSatisfy(f -> assertThat(f).contains("expires_in_seconds"));
  }

  @Test
  void aClockSetBackDoesNotDelayTheKeepalive() {
    SocketProbe probe = settled(backend.created(SIGN_IN));
    control("POST", "clock", "{\"advance\":\"PT-10H\"}");
    control("POST", "clock", "{\"advance\":\"PT15S\"}");

    assertThat(probe.next()).contains("expires_in_seconds");
  }

  @Test
  void resetForgetsEverythingButTheDefaultApplication() {
    sandbox.addApplication("other");
    sandbox.person("ada").sign(backend.created(SIGN_IN));
    control("POST", "reset", "");

    assertThat(sandbox.payloads()).isEmpty();
    assertThat(sandbox.calls()).isEmpty();
    assertThat(control("GET", "people", "").path("people")).isEmpty();
    assertThat(control("GET", "applications", "").path("applications")).hasSize(1);
  }

  @Test
  void aTakenPortIsAnErrorThatNamesIt() {
    SandboxOptions same = SandboxOptions.defaults().withPort(sandbox.port());

    assertThatThrownBy(() -> Sandbox.start(same))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("127.0.0.1:" + sandbox.port());
  }

  @Test
  void thePhoneIsServedWithoutAnythingFromOutside() {
    Backend.Reply page = backend.call("GET", "/", "");

    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.text()).doesNotContainPattern("(src|href)=[\"']?(https?:)?//");
  }

  @Test
  void aForeignNameForThisMachineMayNotControl() throws IOException {
    String call = "GET /sandbox/clock HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";

    assertThat(raw(call.formatted("localhost"))).startsWith("HTTP/1.1 200");
    assertThat(raw(call.formatted("127.evil.example"))).startsWith("HTTP/1.1 403");
  }

  private String raw(String call) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", sandbox.url().getPort())) {
      socket.getOutputStream().write(call.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  @Test
  void aForeignPageInABrowserMayNotControl() {
    Backend.Reply reply =
        backend.from("https://elsewhere.example").call("GET", "/sandbox/people", "");

    assertThat(reply.status()).isEqualTo(403);
  }

  @Test
  void anUnknownControlPathIsNamed() {
    assertThat(
            backend.call("GET", "/sandbox/nothing", "").expect(404).at("/error/message").asText())
        .contains("GET /sandbox/nothing");
  }

  @Test
  void aClockCallThatIsRefusedMovesNothing() {
    Instant before = sandbox.clock().now();

    Backend.Reply refused =
        backend.call("POST", "/sandbox/clock", "{\"set\":\"2100-01-01T00:00:00Z\",\"speed\":-1}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(sandbox.clock().now()).isBefore(before.plus(Duration.ofDays(1)));
  }

  @Test
  void missingLedgersAreAnArray() {
    assertThat(
            backend.call("POST", "/sandbox/ledgers/mainnet", "{\"missing\":\"90000010\"}").status())
        .isEqualTo(400);
  }

  @Test
  void whatWasSetOfAnApplicationCanBeRead() {
    String key = SandboxApplication.DEFAULT.key();
    control(
        "POST",
        "applications",
        "{\"key\":\"%s\",\"push_to_anyone\":true,\"redirect_uris\":[\"https://shop.example\"]}"
            .formatted(key));

    JsonNode application = control("GET", "applications", "").at("/applications/0");
    assertThat(application.path("push_to_anyone").asBoolean()).isTrue();
    assertThat(application.path("redirect_uris"))
        .isEqualTo(Json.parse("[\"https://shop.example\"]"));
  }

  @Test
  void whatWasSetOfAPersonCanBeRead() {
    assertThat(control("GET", "people/ada", "").path("kyc").asText()).isEqualTo("NONE");
    control("POST", "people/ada/kyc", "{\"status\":\"IN_PROGRESS\"}");
    control("POST", "people/ada/airplane", "{\"on\":true}");

    JsonNode ada = control("GET", "people/ada", "");
    assertThat(ada.path("kyc").asText()).isEqualTo("IN_PROGRESS");
    assertThat(ada.path("airplane").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST | applications | {'key':'5a4db0c5-0000-4000-8000-000000000001','name':'x'} | name: an application keeps",
        "POST | people/ada/airplane | {} | on: is missing",
        "POST | people/ada/sign | {'network':'moonnet'} | network: 'moonnet' is none of",
        "POST | people/ada/sign | {'delivered_amount':true} | delivered_amount: true is neither",
        "POST | people/ada/sign | {'instead':[]} | instead: [] is no JSON object.",
        "POST | people/ada/xapp | {'origin':{'typ':'QR'}} | 'typ' is unknown here",
        "POST | clock | {'set':'2100-01-01T00:00:00Z','advance':'10 m'} | advance: '10 m' is not an ISO duration",
        "POST | clock | {'advance':'PT2562047788015215H'} | advance: PT2562047788015215H is further",
        "POST | clock | {'set':'noon'} | set: 'noon' is not an instant",
        "POST | limits | {'creates':1.5} | creates: 1.5 is not a whole number",
        "POST | seed | {'seed':1.5} | seed: 1.5 is not a whole number",
        "POST | reset | {'all':true} | POST /sandbox/reset takes no body.",
        "DELETE | faults | {'path':'read'} | DELETE /sandbox/faults takes no body.",
        "GET | calls?status=500 | `` | '?status=500': nothing is taken from the address."
      })
  void whatCannotBeMeantIsRefusedAndChangesNothing(
      String method, String path, String body, String message) {
    Instant before = sandbox.clock().now();
    Backend.Reply reply = backend.call(method, "/sandbox/" + path, body.replace('\'', '"'));

    assertThat(reply.expect(400).at("/error/message").asText()).startsWith(message);
    assertThat(sandbox.clock().now()).isBefore(before.plus(Duration.ofDays(1)));
  }

  @Test
  void anAnswerInAirplaneModeIsCheckedAtOnce() {
    String uuid = backend.created(PAYMENT);
    sandbox.person("ada").open(uuid);
    control("POST", "people/ada/airplane", "{\"on\":true}");

    for (String wrong : List.of("\"network\":\"moonnet\"", "\"lose\":1", "\"late\":1")) {
      String body = "{\"payload\":\"%s\",%s}".formatted(uuid, wrong);
      assertThat(backend.call("POST", "/sandbox/people/ada/sign", body).status())
          .as(wrong)
          .isEqualTo(400);
    }
    assertThat(control("POST", "people/ada/airplane", "{\"on\":false}").path("refused")).isEmpty();
  }
}
