package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §8.3: how webhooks are delivered")
class WebhookDeliveryTest extends SandboxTest {
  private static final String KEY = SandboxApplication.DEFAULT.key();
  private static final Duration TICK = Duration.ofMillis(1);
  private static final ConditionFactory SOON =
      Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));

  private final WebhookReceiver receiver = new WebhookReceiver();
  private Backend quiet = backend.as(sandbox.addApplication("without webhook"));

  /** A clock that only moves when it is told to: what is due when can be said exactly. */
  @Override
  SandboxOptions options() {
    return super.options()
        .withTime(() -> Instant.parse("2030-01-01T00:00:00Z"))
        .withResolveLag(Duration.ZERO);
  }

  @BeforeEach
  void theApplicationHasAWebhook() {
    sandbox.webhookUrl(KEY, receiver.url());
  }

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  @Test
  @DisplayName("§8.3 five attempts, 10 s, 60 s, 600 s and 600 s apart, and then no more")
  void fiveAttempts() {
    receiver.answering(500);
    signed();
    List<String> timestamps = new ArrayList<>();
    int attempt = 0;
    for (int wait : new int[] {10, 60, 600, 600, 86_400}) {
      attempt++;
      WebhookReceiver.Hook hook = receiver.next();
      timestamps.add(hook.header("x-xumm-request-timestamp"));
      assertThat(hook.header("x-xumm-attempt")).isEqualTo(String.valueOf(attempt));
      awaitEnded(attempt);
      pass(wait);
    }

    assertThat(ages()).containsExactly(0L, 10L, 70L, 670L, 1270L);
    assertThat(timestamps).doesNotHaveDuplicates();
    assertThat(sandbox.webhooks())
        .allSatisfy(a -> assertThat(a.outcome()).isEqualTo(WebhookAttempt.Outcome.FAILED));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204})
  @DisplayName("§8.3 200, 201 and 204 are success")
  void success(int status) {
    receiver.answering(status);
    signed();
    awaitEnded(1);
    pass(86_400);

    assertThat(sandbox.webhooks())
        .singleElement()
        .satisfies(a -> assertThat(a.outcome()).isEqualTo(WebhookAttempt.Outcome.DELIVERED));
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 302, 400, 503})
  @DisplayName("§8.3 every other status is tried again, redirects are not followed")
  void failure(int status) {
    receiver.answering(status);
    signed();
    awaitEnded(1);
    receiver.answering(200);
    pass(10);
    awaitEnded(2);

    assertThat(sandbox.webhooks()).map(WebhookAttempt::status).containsExactly(status, 200);
  }

  @Test
  @DisplayName("§8.3 each attempt has the same body and a fresh timestamp under its signature")
  void attemptsDifferInTimeOnly() {
    receiver.answering(500);
    signed();
    awaitEnded(1);
    pass(10);
    WebhookReceiver.Hook first = receiver.next();
    WebhookReceiver.Hook second = receiver.next();

    assertThat(second.text()).isEqualTo(first.text());
    assertThat(Long.parseLong(second.header("x-xumm-request-timestamp")))
        .isEqualTo(Long.parseLong(first.header("x-xumm-request-timestamp")) + 10);
    assertThat(second.header("x-xumm-request-signature"))
        .isNotEqualTo(first.header("x-xumm-request-signature"));
  }

  @Test
  @DisplayName("§8.3 no headers within 15 s is a failure, and 10 s later it is tried again")
  void noHeaders() {
    receiver.silent();
    signed();
    receiver.next();
    pass(15);
    awaitEnded(1);
    pass(10);
    receiver.next();
    pass(15);
    awaitEnded(2);

    assertThat(ages()).containsExactly(0L, 25L);
    assertThat(sandbox.webhooks())
        .allSatisfy(a -> assertThat(a.outcome()).isEqualTo(WebhookAttempt.Outcome.TIMED_OUT));
  }

  @Test
  @DisplayName("§8.3 without a connection each wait is 15 s longer")
  void noConnection() {
    sandbox.webhookUrl(KEY, WebhookReceiver.nowhere());
    signed();
    int attempt = 0;
    for (int wait : new int[] {25, 75, 615, 615, 86_400}) {
      awaitEnded(++attempt);
      pass(wait);
    }

    assertThat(ages()).containsExactly(0L, 25L, 100L, 715L, 1330L);
    assertThat(sandbox.webhooks())
        .allSatisfy(a -> assertThat(a.outcome()).isEqualTo(WebhookAttempt.Outcome.UNREACHABLE));
  }

  @Test
  @DisplayName(
      "§8.3 ten fifth attempts answered 404 within an hour: the URL is skipped for a while")
  void breaker() {
    receiver.answering(404);
    allAttemptsOf(9);
    allAttemptsOf(1);
    WebhookAttempt skipped = attemptsOf(signed()).getFirst();

    assertThat(skipped.outcome()).isEqualTo(WebhookAttempt.Outcome.SKIPPED);
    assertThat(skipped.attempt()).isZero();
    assertThat(receiver.seen()).isEqualTo(50);

    receiver.answering(200);
    pass(3600);
    assertThat(attemptsOf(signed()).getFirst().outcome())
        .isEqualTo(WebhookAttempt.Outcome.DELIVERED);
  }

  @Test
  @DisplayName("§8.3 nine of them, or ten of another status, trip nothing")
  void noBreaker() {
    receiver.answering(410);
    allAttemptsOf(10);
    receiver.answering(404);
    allAttemptsOf(9);

    assertThat(attemptsOf(signed()).getFirst().outcome()).isEqualTo(WebhookAttempt.Outcome.FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]"})
  @DisplayName("§8.3 loopback targets, literal or by name, are refused without a retry")
  void refused(String host) {
    sandbox.change(settings -> settings.withWebhooksToLocalhost(false));
    sandbox.webhookUrl(KEY, URI.create("http://" + host + ":" + receiver.port() + "/hook"));
    signed();
    awaitEnded(1);
    pass(86_400);

    assertThat(sandbox.webhooks())
        .singleElement()
        .satisfies(a -> assertThat(a.outcome()).isEqualTo(WebhookAttempt.Outcome.REFUSED));
    assertThat(receiver.seen()).isZero();
  }

  @Test
  @DisplayName("§8.3 a webhook can come twice, about the same call of the wallet")
  void duplicate() {
    sandbox.faults().add(Fault.duplicateWebhooks().once());
    signed();

    WebhookReceiver.Hook first = receiver.next();
    assertThat(receiver.next().json().at("/payloadResponse/reference_call_uuidv4"))
        .isEqualTo(first.json().at("/payloadResponse/reference_call_uuidv4"));
    assertThat(attemptsOf(signed())).hasSize(1);
  }

  @Test
  @DisplayName("§8.3 a webhook can be late, so that a later one overtakes it")
  void delayed() {
    control("POST", "faults", "{\"path\":\"webhook\",\"times\":1,\"webhook_delay_ms\":90000}");
    String late = signed();
    String early = signed();

    assertThat(receiver.next().header("x-xumm-payload")).isEqualTo(early);
    pass(90);
    assertThat(receiver.next().header("x-xumm-payload")).isEqualTo(late);
    awaitEnded(2);
    assertThat(ages()).containsExactly(0L, 90L);
  }

  @Test
  @DisplayName("§8.3 a webhook can be lost with its sender; the log says so")
  void lost() {
    control(
        "POST",
        "faults",
        "{\"application\":\"%s\",\"times\":1,\"lose_webhooks\":true}".formatted(KEY));
    String lost = signed();
    pass(86_400);

    assertThat(control("GET", "webhooks", "").at("/webhooks/0/outcome").asText()).isEqualTo("lost");
    assertThat(attemptsOf(lost)).hasSize(1);
    assertThat(attemptsOf(signed()).getFirst().outcome())
        .isEqualTo(WebhookAttempt.Outcome.DELIVERED);
    assertThat(receiver.seen()).isEqualTo(1);
  }

  @Test
  @DisplayName("CONTRACT §10 after a reset nothing of before is sent any more")
  void reset() {
    receiver.answering(500);
    signed();
    awaitEnded(1);
    sandbox.reset();
    quiet = backend;
    pass(86_400);

    assertThat(sandbox.webhooks()).isEmpty();
    assertThat(receiver.seen()).isEqualTo(1);
  }

  private String signed() {
    String uuid = backend.created(SIGN_IN);
    sandbox.person("ada").sign(uuid);
    return uuid;
  }

  private void allAttemptsOf(int payloads) {
    int already = sandbox.webhooks().size();
    for (int i = 0; i < payloads; i++) {
      signed();
    }
    int attempt = 0;
    for (int wait : new int[] {10, 60, 600, 600}) {
      awaitEnded(already + ++attempt * payloads);
      pass(wait);
    }
    awaitEnded(already + 5 * payloads);
  }

  private List<WebhookAttempt> attemptsOf(String uuid) {
    return SOON.until(
        () -> sandbox.webhooks().stream().filter(a -> a.payload().equals(uuid)).toList(),
        attempts -> !attempts.isEmpty());
  }

  private void awaitEnded(int attempts) {
    SOON.until(() -> sandbox.webhooks().size() >= attempts);
    assertThat(sandbox.webhooks()).hasSize(attempts);
  }

  /** Whatever is due before the last millisecond happens before it. */
  private void pass(int seconds) {
    sandbox.clock().advance(Duration.ofSeconds(seconds).minus(TICK));
    afterAllThatIsDue();
    sandbox.clock().advance(TICK);
    afterAllThatIsDue();
  }

  /** A signature becomes readable on the sandbox's clock, after everything that was due earlier. */
  private void afterAllThatIsDue() {
    sandbox.person("barrier").sign(quiet.created(SIGN_IN));
  }

  private List<Long> ages() {
    List<WebhookAttempt> attempts = sandbox.webhooks();
    Instant first = attempts.getFirst().at();
    return attempts.stream().map(a -> Duration.between(first, a.at()).toSeconds()).toList();
  }
}
