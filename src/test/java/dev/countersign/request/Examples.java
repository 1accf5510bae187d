package dev.countersign.request;

import static dev.countersign.request.DeferralReason.BUDGET;
import static dev.countersign.request.DeferralReason.PLATFORM_UNREACHABLE;
import static dev.countersign.request.Given.ASK;
import static dev.countersign.request.Given.BEARER;
import static dev.countersign.request.Given.EXPIRY;
import static dev.countersign.request.Given.PAYLOAD;
import static dev.countersign.request.Given.SUBJECT;
import static dev.countersign.request.Given.T0;
import static dev.countersign.request.Given.TOKEN;
import static dev.countersign.request.Given.UUID;

import dev.countersign.request.RequestState.CancelAhead;
import dev.countersign.request.RequestState.Chase;
import dev.countersign.request.RequestState.Creating;
import dev.countersign.request.RequestState.Doubt;
import dev.countersign.request.RequestState.Ended;
import dev.countersign.request.RequestState.Lingering;
import dev.countersign.request.RequestState.LooseEnd;
import dev.countersign.request.RequestState.Open;
import dev.countersign.request.RequestState.Queued;
import dev.countersign.request.RequestState.Replacing;
import dev.countersign.request.RequestState.Search;
import dev.countersign.request.RequestState.Settling;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** States and signals that stand for all of their kind, by name. */
final class Examples {
  /** When the signals come: every timer of the states below is due, and nothing is forgotten. */
  static final Instant NOW = EXPIRY.plusSeconds(3600);

  private static final String OTHER_UUID = "3f2b9a70-0000-4000-8000-00000000000f";
  private static final Instant EARLIER = NOW.minusSeconds(60);
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final Bearer VERIFIED = BEARER.asVerified();
  private static final Bearer EXPIRED = new Bearer("expired", "key", EARLIER, false);
  private static final String TXID = "E08D";
  private static final DeferralReason MAY_STILL_SIGN = DeferralReason.PREDECESSOR_MAY_STILL_SIGN;
  private static final Subject HEIR_WAITS = SUBJECT.withHeir("heir");
  private static final Instant OPENED = T0.plusSeconds(20);

  private Examples() {}

  static Map<String, RequestState> beforePayload() {
    Map<String, RequestState> states = new LinkedHashMap<>();
    states.put("Unknown", Lifecycle.unknown());
    states.put("CancelAhead", new CancelAhead(null, NOW.minus(Given.SETTINGS.rememberFor())));
    states.put("CancelAhead of another application", new CancelAhead("shop", EARLIER));
    states.put("Queued", new Queued(SUBJECT, 0, ASK, 0, null, Set.of()));
    states.put("Queued again", new Queued(SUBJECT, 0, ASK, 1, NOW, Set.of()));
    states.put("Queued past not_after", new Queued(SUBJECT, 0, tooLate(), 0, null, Set.of()));
    states.put("Queued, deferred", new Queued(SUBJECT, 1, ASK, 0, null, Set.of(BUDGET)));
    states.put("Creating", creating(1, null, false, null));
    states.put("Creating with token", creating(1, TOKEN, false, null));
    states.put("Creating, cancelled", creating(1, null, true, null));
    states.put("In doubt", creating(1, null, false, doubt(false, null)));
    states.put("In doubt, read due", creating(1, null, false, doubt(false, EARLIER)));
    states.put("In doubt, cancelled", creating(1, null, true, doubt(false, EARLIER)));
    states.put("In doubt, refused", creating(2, null, false, refused(null)));
    states.put("In doubt, refused, cancelled", creating(2, null, true, refused(EARLIER)));
    states.put("Creating again", creating(2, null, false, null));
    states.put("Conflict", creating(1, null, false, doubt(true, EARLIER)));
    states.put("Conflict, cancelled", creating(2, null, true, doubt(true, EARLIER)));
    states.put("Queued, bearer", new Queued(SUBJECT, 0, Given.asking(BEARER), 0, null, Set.of()));
    states.put(
        "Queued, verified", new Queued(SUBJECT, 0, Given.asking(VERIFIED), 0, null, Set.of()));
    states.put(
        "Queued, bearer expired", new Queued(SUBJECT, 0, Given.asking(EXPIRED), 0, null, Set.of()));
    states.put("Creating, verified", creating(Given.asking(VERIFIED)));
    states.put("Replacing", replacing(LATER, null, Set.of()));
    states.put("Replacing, deferred", replacing(LATER, null, Set.of(MAY_STILL_SIGN)));
    states.put("Replacing, unknown", replacing(EARLIER, NOW.minusSeconds(2), Set.of()));
    states.put("Replacing, asked again", replacing(LATER, EARLIER, Set.of()));
    states.put("Queued, with heir", new Queued(HEIR_WAITS, 0, ASK, 0, null, Set.of()));
    return states;
  }

  static Map<String, RequestState> withPayload() {
    Map<String, RequestState> states = new LinkedHashMap<>();
    states.put("Open", open(null, false, null, null, null));
    states.put("Opened", open(OPENED, false, null, null, null));
    states.put("Opened, expired", open(OPENED, true, null, null, null));
    states.put("Open, cancelling", open(null, false, CancelReason.OK, null, null));
    states.put("Open, push refused", open(null, false, CancelReason.PUSH_REFUSED, TOKEN, null));
    states.put("Open, suspect token", open(null, false, null, TOKEN, null));
    states.put("Open, chasing resolution", open(OPENED, false, null, null, resolution()));
    states.put("Open, chasing existence", open(null, false, null, null, existence()));
    states.put("Open, existence given up", open(null, false, CancelReason.OK, null, givenUp()));
    states.put("Open, chasing dispatch", open(OPENED, false, null, null, dispatch()));
    states.put(
        "Open, chasing dispatch, cancelling",
        open(OPENED, false, CancelReason.OK, null, dispatch()));
    return states;
  }

  static Map<String, RequestState> over() {
    Map<String, RequestState> states = new LinkedHashMap<>();
    for (Outcome outcome : new Outcome[] {Outcome.EXPIRED, Outcome.CANCELLED, Outcome.ABANDONED}) {
      states.put("Lingering " + outcome, lingering(outcome, EARLIER, null, null, null));
    }
    Instant longAgo = NOW.minus(Timing.LINGER);
    states.put("Lingering, last read", lingering(Outcome.EXPIRED, longAgo, null, null, null));
    states.put(
        "Lingering, cancelling",
        lingering(Outcome.EXPIRED, EARLIER, CancelReason.OK, TOKEN, resolution()));
    states.put("Settling", settling(SUBJECT, NOW.minusSeconds(5), null));
    states.put("Settling, with heir", settling(HEIR_WAITS, NOW.minusSeconds(5), null));
    states.put("Settling, overdue", settling(SUBJECT, NOW.minus(Duration.ofDays(1)), null));
    states.put("Settling, unknown", settling(SUBJECT, T0, EARLIER));
    states.put("Settling, unknown, old", settling(SUBJECT, T0, forgotten()));
    for (Outcome outcome : Outcome.values()) {
      states.put("Ended " + outcome, ended(outcome, UUID, true));
    }
    states.put("Ended, waited for old", ended(Outcome.CANCELLED, null, false).waitedFor("old"));
    states.put("Ended FAILED untried", ended(Outcome.FAILED, null, false));
    states.put("Ended FAILED without payload", ended(Outcome.FAILED, null, true));
    states.put(
        "Ended SIGNED, token known",
        signed(new RequestState.Signature("rAda", Given.ISSUED.digest(), T0.plusSeconds(30))));
    states.put("Ended, loose end", looseEnd(EARLIER, null));
    states.put("Ended, loose end, old", looseEnd(forgotten(), null));
    states.put("Ended, searching", looseEnd(EARLIER, search(0)));
    states.put("Ended, searching again", looseEnd(EARLIER, search(2)));
    states.put("Ended, searching last", looseEnd(EARLIER, search(Timing.RESOLUTION_READS - 1)));
    return states;
  }

  static Map<String, Signal> signals() {
    Map<String, Signal> signals = new LinkedHashMap<>();
    Subject other = Given.subject("other fingerprint");
    Subject foreign = Given.subject("shop", "ada", "fingerprint at the shop", T0);
    Subject old = Given.subject("default", "ada", "fingerprint", T0.minusSeconds(864_000));
    signals.put("create", Given.create());
    signals.put("create, other content", new Signal.CreateReceived(other, ASK, null, false));
    signals.put("create, other app", new Signal.CreateReceived(foreign, ASK, null, false));
    signals.put("create, past not_after", Given.create(tooLate()));
    signals.put("create, too old", new Signal.CreateReceived(old, ASK, null, false));
    signals.put("create, bearer", Given.create(Given.asking(BEARER)));
    signals.put("create, bearer expired", Given.create(Given.asking(EXPIRED)));
    signals.put("create, redriven", new Signal.CreateReceived(SUBJECT, ASK, null, true));
    signals.put("invalid", new Signal.InvalidReceived(SUBJECT, "txjson: missing", false));
    signals.put("invalid, redriven", new Signal.InvalidReceived(SUBJECT, "txjson: missing", true));
    signals.put("cancel", Given.cancel());
    signals.put("cancel, its app", new Signal.CancelReceived("default", T0));
    signals.put("cancel, other app", new Signal.CancelReceived("shop", T0));
    signals.put("permit", Given.permit());
    signals.put("permit with token", new Signal.Permitted(TOKEN, Map.of()));
    signals.put("deferred: BUDGET", new Signal.Deferred(BUDGET, NOW.plusSeconds(60)));
    signals.put("deferred: unreachable", new Signal.Deferred(PLATFORM_UNREACHABLE, null));
    signals.put("timer", new Signal.TimerFired());
    signals.put("resumed", new Signal.Resumed());
    signals.put("created", Given.created());
    signals.put("created, pushed", Given.pushed());
    signals.put("create refused", Given.refused());
    signals.put("create unauthorized", new Signal.CreateUnauthorized(813, "not accepted"));
    signals.put("create not done", new Signal.CreateNotDone());
    signals.put("create in doubt", Given.lost());
    signals.put("create conflicted", new Signal.CreateConflicted());
    signals.put("found", Given.found(true, EARLIER));
    signals.put("found, other content", Given.found(false, EARLIER));
    signals.put("found, older", Given.found(true, T0.minusSeconds(3600)));
    signals.put("absent", new Signal.Absent());
    signals.put("read: pending", Given.read(Given.pending()));
    signals.put("read: opened", Given.read(Given.pending().opened(true)));
    signals.put("read: signed", Given.read(Given.signed()));
    signals.put("read: signed, no result", Given.read(Given.signedWithoutResult()));
    signals.put("read: signed, cancelled", Given.read(Given.signed().cancelledToo()));
    signals.put("read: rejected", Given.read(Given.rejected()));
    signals.put("read: rejected, cancelled", Given.read(Given.rejected().cancelledToo()));
    signals.put("read: cancelled", Given.read(Given.cancelled()));
    signals.put("read: expired", Given.read(Given.expired()));
    signals.put("read: expired, opened", Given.read(Given.expired().opened(true)));
    signals.put("missing", new Signal.PayloadMissing());
    for (CancelReason reason : CancelReason.values()) {
      if (reason != CancelReason.BEFORE_CREATION && reason != CancelReason.PUSH_REFUSED) {
        signals.put("cancel: " + reason, Given.answered(reason));
      }
    }
    for (Signal.Hint hint : Signal.Hint.values()) {
      signals.put("hint: " + hint, Given.hint(hint));
    }
    signals.put("webhook: signed", Given.webhook(true));
    signals.put("webhook: rejected", Given.webhook(false));
    signals.put("webhook, other payload", new Signal.WebhookReceived(OTHER_UUID, true, null));
    signals.put("bearer accepted", Given.accepted(BEARER, TOKEN));
    signals.put("bearer refused", Given.refused(BEARER));
    signals.put("another bearer accepted", Given.accepted(EXPIRED, null));
    signals.put("another bearer refused", Given.refused(EXPIRED.asVerified()));
    signals.put("replaced", new Signal.Replaced(SUBJECT.id(), "heir", "default", null, 0));
    signals.put(
        "replaced by another", new Signal.Replaced(SUBJECT.id(), "new", "default", null, 0));
    signals.put(
        "replaced for heir", new Signal.Replaced(SUBJECT.id(), "new", "default", "heir", 0));
    signals.put("replaced, other app", new Signal.Replaced(SUBJECT.id(), "heir", "shop", null, 0));
    for (Succession.Status status : Succession.Status.values()) {
      signals.put("predecessor: " + status, new Signal.PredecessorIs("old", status));
    }
    signals.put(
        "another predecessor: FREE", new Signal.PredecessorIs("other", Succession.Status.FREE));
    signals.put("predecessor was", new Signal.PredecessorWas("old", "older", true, 0));
    signals.put("predecessor was us", new Signal.PredecessorWas("old", SUBJECT.id(), true, 0));
    signals.put("ledger: pending", new Signal.LedgerTold(TXID, new LedgerNews.Pending()));
    signals.put("ledger: never", new Signal.LedgerTold(TXID, new LedgerNews.Never()));
    signals.put("ledger: success", new Signal.LedgerTold(TXID, validated("tesSUCCESS")));
    signals.put("ledger: tec", new Signal.LedgerTold(TXID, validated("tecPATH_DRY")));
    signals.put("ledger: another", new Signal.LedgerTold("OTHER", validated("tesSUCCESS")));
    signals.put("token alive", new Signal.TokenChecked(TOKEN, true));
    signals.put("token dead", new Signal.TokenChecked(TOKEN, false));
    return signals;
  }

  private static Replacing replacing(
      Instant askAt, @Nullable Instant unknownSince, Set<DeferralReason> deferred) {
    return new Replacing(SUBJECT, 0, ASK, Trail.to("old"), T0, askAt, unknownSince, deferred);
  }

  private static Settling settling(
      Subject subject, Instant signedAt, @Nullable Instant unknownSince) {
    Transaction transaction =
        new Transaction("testnet", TXID, 2000L, 1000L, null, "rAda", 5L, null, false);
    return new Settling(
        subject, 3, UUID, null, transaction, signedAt, EARLIER, 2, unknownSince, null);
  }

  private static LedgerNews validated(String result) {
    SignedTransaction transaction =
        new SignedTransaction("rAda", null, null, null, null, null, 2000L);
    return new LedgerNews.Validated(1600, EARLIER, result, null, false, transaction, List.of());
  }

  private static Creating creating(Ask ask) {
    return new Creating(SUBJECT, 0, ask, 1, T0, null, Map.of(), false, null, Set.of());
  }

  private static Ask tooLate() {
    return Given.ask(Ask.Delivery.AUTO, EARLIER);
  }

  private static Creating creating(
      int attempts, @Nullable UserToken token, boolean cancelled, @Nullable Doubt doubt) {
    return new Creating(SUBJECT, 0, ASK, attempts, T0, token, Map.of(), cancelled, doubt, Set.of());
  }

  private static Doubt doubt(boolean conflict, @Nullable Instant readAt) {
    return new Doubt(EARLIER, conflict, !conflict, 1, readAt, null);
  }

  private static Open open(
      @Nullable Instant openedAt,
      boolean expired,
      @Nullable CancelReason cancelling,
      @Nullable UserToken suspect,
      @Nullable Chase chase) {
    return new Open(
        SUBJECT, 3, PAYLOAD, openedAt, expired, cancelling, suspect, chase, EARLIER, null, null);
  }

  private static Lingering lingering(
      Outcome outcome,
      Instant endedAt,
      @Nullable CancelReason cancelling,
      @Nullable UserToken suspect,
      @Nullable Chase chase) {
    return new Lingering(
        SUBJECT, 3, PAYLOAD, outcome, endedAt, cancelling, suspect, chase, EARLIER, null, null);
  }

  private static Ended signed(RequestState.Signature signature) {
    Instant endedAt = NOW.minus(Given.SETTINGS.rememberFor());
    return new Ended(SUBJECT, 3, UUID, Outcome.SIGNED, endedAt, true, signature, null, null);
  }

  private static Ended ended(Outcome outcome, @Nullable String uuid, boolean attempted) {
    Instant endedAt = NOW.minus(Given.SETTINGS.rememberFor());
    return new Ended(SUBJECT, 3, uuid, outcome, endedAt, attempted, null, null, null);
  }

  private static Instant forgotten() {
    return NOW.minus(Given.SETTINGS.rememberFor());
  }

  private static Ended looseEnd(Instant endedAt, @Nullable Search search) {
    LooseEnd end = new LooseEnd(ASK, T0, search);
    return new Ended(SUBJECT, 3, null, Outcome.FAILED, endedAt, true, null, end, null);
  }

  private static Search search(int reads) {
    return new Search(reads, EARLIER, null);
  }

  private static Doubt refused(@Nullable Instant readAt) {
    Event.Detail.Failure refusal =
        new Event.Detail.Failure(FailureCode.PLATFORM_REFUSED, "no", 602, "ref-1");
    return new Doubt(EARLIER, false, true, 1, readAt, refusal);
  }

  private static Chase resolution() {
    return new Chase(Chase.Goal.RESOLUTION, Via.WEBSOCKET, EARLIER, 1);
  }

  private static Chase existence() {
    return new Chase(Chase.Goal.EXISTENCE, Via.RECONCILIATION, EARLIER, 1);
  }

  private static Chase givenUp() {
    Instant since = NOW.minus(Timing.EXISTENCE_PATIENCE);
    return new Chase(Chase.Goal.EXISTENCE, Via.RECONCILIATION, since, 40);
  }

  private static Chase dispatch() {
    return new Chase(Chase.Goal.DISPATCH, Via.WEBSOCKET, NOW.minusSeconds(3), 2);
  }
}
