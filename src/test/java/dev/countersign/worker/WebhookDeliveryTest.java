package dev.countersign.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Action;
import dev.countersign.request.Inspection;
import dev.countersign.request.Lifecycle;
import dev.countersign.request.Links;
import dev.countersign.request.Networks;
import dev.countersign.request.PayloadView;
import dev.countersign.request.RequestState;
import dev.countersign.request.Signal;
import dev.countersign.request.Step;
import dev.countersign.request.UserToken;
import dev.countersign.request.Via;
import dev.countersign.token.TokenUpdate;
import dev.countersign.wire.InboxWebhook;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §5, §8: what the owner of a request makes of a webhook")
class WebhookDeliveryTest {
  private static final String ID = "order-42";
  private static final String HELD = "order-of-a-newer-release";
  private static final String UUID = "3f0e1b8c-3a6e-4f5d-8d8a-b5f1a6d1a111";
  private static final UserToken TOKEN = new UserToken("0b3ee9a4-4c1d-4c1d-8f11-2d1b5a7e9c11");
  private static final UserToken OTHER = new UserToken("0b3ee9a4-4c1d-4c1d-8f11-2d1b5a7e9c22");
  private static final Links LINKS = new Links(null, null, null, null, List.of(), null);
  private static final Instant SIGNED_AT = Instant.parse("2026-03-01T12:01:00Z");
  private static final Instant ESTIMATE = SIGNED_AT.plus(Duration.ofDays(30));
  private static final Instant TOLD = ESTIMATE.plusSeconds(7);

  private final OnePartition topics = new OnePartition();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Mailbox mailbox = new Mailbox();
  private final List<Action> started = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private boolean directoryIsBehind;
  private long asked;
  private @Nullable RuntimeException bug;
  private final OwnerLoop loop = open();

  private OwnerLoop open() {
    Lifecycle lifecycle =
        new Lifecycle(OnePartition.settings(Networks.NONE)) {
          @Override
          public Step apply(RequestState state, Signal signal, Instant at) {
            if (bug != null && signal instanceof Signal.WebhookReceived) {
              throw bug;
            }
            return super.apply(state, signal, at);
          }
        };
    return topics.loop(
        lifecycle,
        new Generous(mailbox, (_, action) -> started.add(action)),
        this::catchUp,
        () -> now,
        meters);
  }

  private void catchUp(long ticket) {
    asked = ticket;
    if (!directoryIsBehind) {
      mailbox.tokensCaughtUp(ticket);
    }
  }

  private void turn() {
    for (int i = 0; i < 20; i++) {
      loop.turn(Duration.ZERO);
      now = now.plusMillis(5);
    }
  }

  @BeforeEach
  void aRequestIsOpen() {
    topics.state(HELD, new byte[] {7});
    String json = "{'id':'%s','user':'ada','txjson':{'TransactionType':'SignIn'}}".formatted(ID);
    topics.send(ID, json.replace('\'', '"'), now);
    turn();
    mailbox.signal(ID, new Signal.Created(UUID, LINKS, false));
    turn();
    started.clear();
  }

  private static InboxWebhook webhook(String id, String application, String uuid) {
    return new InboxWebhook(id, application, uuid, true, TOLD);
  }

  private void arrives(InboxWebhook webhook) {
    topics.webhook(webhook, now);
    turn();
  }

  private double fate(WebhookFate fate) {
    Counter counter =
        meters
            .find("countersign.webhooks.delivered")
            .tag("fate", fate.name().toLowerCase(Locale.ROOT))
            .counter();
    return counter == null ? 0 : counter.count();
  }

  // --- whose it is

  @Test
  void itsOwnIsReadAtOnce() {
    arrives(webhook(ID, "default", UUID));

    assertThat(started)
        .singleElement()
        .isInstanceOfSatisfying(
            Action.Read.class,
            read -> {
              assertThat(read.payload().uuid()).isEqualTo(UUID);
              assertThat(read.via()).isEqualTo(Via.WEBHOOK);
            });
    assertThat(fate(WebhookFate.HINT)).isEqualTo(1);
  }

  @Test
  void aForgottenRequestsIsCounted() {
    arrives(webhook("order-1", "default", UUID));

    assertThat(started).isEmpty();
    assertThat(fate(WebhookFate.FORGOTTEN)).isEqualTo(1);
  }

  @Test
  void anotherApplicationsIsCounted() {
    arrives(webhook(ID, "shop", UUID));

    assertThat(started).isEmpty();
    assertThat(fate(WebhookFate.OTHER_APPLICATION)).isEqualTo(1);
  }

  @Test
  void anotherPayloadsIsCounted() {
    arrives(webhook(ID, "default", UUID.replace('a', 'b')));

    assertThat(started).isEmpty();
    assertThat(fate(WebhookFate.OTHER_PAYLOAD)).isEqualTo(1);
  }

  @Test
  void oneForAStateThatIsHeldIsCounted() {
    arrives(webhook(HELD, "default", UUID));

    assertThat(started).isEmpty();
    assertThat(fate(WebhookFate.HELD)).isEqualTo(1);
  }

  @Test
  void noneOfThemIsADeadLetterAndAllAreConsumed() {
    arrives(webhook(ID, "default", UUID));
    arrives(webhook("order-1", "default", UUID));
    arrives(webhook(ID, "shop", UUID));
    arrives(webhook(HELD, "default", UUID));

    assertThat(topics.written(OnePartition.TOPICS.deadLetters())).isEmpty();
    assertThat(topics.committed()).isEqualTo(5);
  }

  @Test
  void oneThatBreaksTheWorkersCodeIsPutAside() {
    bug = new IllegalStateException("a bug");

    arrives(webhook(ID, "default", UUID));

    assertThat(topics.written(OnePartition.TOPICS.deadLetters())).hasSize(1);
    assertThat(topics.committed()).isEqualTo(2);
    assertThat(fate(WebhookFate.HINT)).isZero();
    bug = null;
    arrives(webhook(ID, "default", UUID));
    assertThat(started).hasSize(1);
  }

  // --- the expiry of a token that is published already

  private void signed() {
    PayloadView.Response response =
        new PayloadView.Response(
            "rAda", "rAda", "AB12", "12", null, null, null, null, null, null, null, null, null,
            SIGNED_AT);
    PayloadView view =
        new PayloadView(
            UUID,
            true,
            true,
            false,
            false,
            true,
            false,
            false,
            false,
            "SignIn",
            now,
            null,
            TOKEN,
            response,
            new Inspection.NothingSigned(),
            null);
    mailbox.signal(ID, new Signal.PayloadRead(view, Via.WEBSOCKET));
    turn();
    assertThat(tokens()).singleElement().asString().contains("ESTIMATED");
  }

  private List<String> tokens() {
    return topics.written(OnePartition.TOPICS.userTokens()).stream()
        .map(ProducerRecord::value)
        .map(value -> new String(value, UTF_8))
        .toList();
  }

  private void directoryReads(@Nullable UserToken token, @Nullable Instant expiresAt) {
    mailbox.tokensRead(List.of(new TokenUpdate("default", "ada", token, expiresAt)));
    mailbox.tokensCaughtUp(asked);
    turn();
  }

  @Test
  void isPublishedOnceTheDirectoryHasCaughtUp() {
    signed();
    directoryIsBehind = true;
    arrives(webhook(ID, "default", UUID));
    assertThat(tokens()).hasSize(1);
    assertThat(topics.committed()).as("it is consumed").isEqualTo(2);

    directoryReads(TOKEN, ESTIMATE);

    assertThat(tokens()).hasSize(2);
    assertThat(tokens().getLast())
        .contains("\"expires_at\":\"2026-03-31T12:01:07.000Z\"", "PLATFORM", TOKEN.value());
  }

  @Test
  void isNoNewsTwice() {
    signed();
    directoryReads(TOKEN, ESTIMATE);
    arrives(webhook(ID, "default", UUID));
    directoryReads(TOKEN, TOLD);

    arrives(webhook(ID, "default", UUID));

    assertThat(tokens()).hasSize(2);
  }

  @Test
  void doesNotBringBackWhatWasErased() {
    signed();
    directoryReads(TOKEN, ESTIMATE);
    directoryIsBehind = true;
    arrives(webhook(ID, "default", UUID));

    directoryReads(null, null);

    assertThat(tokens()).hasSize(1);
  }

  @Test
  void doesNotReplaceAnotherToken() {
    signed();
    directoryReads(OTHER, ESTIMATE);

    arrives(webhook(ID, "default", UUID));

    assertThat(tokens()).hasSize(1);
  }

  @Test
  void doesNotReplaceWhatALaterSignatureHasWrittenOfTheSameToken() {
    signed();
    directoryReads(TOKEN, ESTIMATE.plusSeconds(60));

    arrives(webhook(ID, "default", UUID));

    assertThat(tokens()).hasSize(1);
  }
}
