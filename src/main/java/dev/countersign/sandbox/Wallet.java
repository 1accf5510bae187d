package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.sandbox.ledger.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.Supplier;

/** What people do with payloads on their phones (PROTOCOL §12). */
final class Wallet {
  private static final String PUSHED = "PUSH_NOTIFICATION";
  private static final String SCANNED = "QR";

  private final Timeline timeline;
  private final StatusSockets sockets;
  private final UserTokens tokens;
  private final Ids ids;
  private final Ledgers ledgers;
  private final Duration resolveLag;
  private final Duration dispatchDelay;

  Wallet(
      Timeline timeline,
      StatusSockets sockets,
      UserTokens tokens,
      Ids ids,
      Ledgers ledgers,
      SandboxOptions options) {
    this.timeline = timeline;
    this.sockets = sockets;
    this.tokens = tokens;
    this.ids = ids;
    this.ledgers = ledgers;
    this.resolveLag = options.resolveLag();
    this.dispatchDelay = options.dispatchDelay();
  }

  /** Counters stop at expiry, the frame does not (PROTOCOL §5.1, §7.1). */
  void open(Person person, Payload payload) {
    refuseHandled(payload);
    if (!payload.expired(timeline.now())) {
      payload.openedInTime = true;
    }
    if (payload.openedByDeeplink == null) {
      payload.openedByDeeplink = !payload.signPageSeen;
    }
    payload.openers.add(person);
    sockets.publish(payload, Frames.flag("opened"));
  }

  /**
   * The resolve frame goes out before the state can be read (PROTOCOL §7.2), and the signature is
   * there before the ledger's answer (PROTOCOL §12). Completes once the state can be read.
   */
  Future<Payload> sign(Person person, Payload payload, Signing signing) {
    Network network = network(payload, signing);
    JsonNode delivered = Ledgers.amount(signing.fate().deliveredAmount());
    refuseHandled(payload);
    refuseTooLate(payload, signing.late());
    String account = person.identity.account();
    if (!payload.request.options().mayBeSignedBy(account)) {
      throw SandboxRefusal.conflict(
          "%s (%s) is not among the signers of payload %s."
              .formatted(person.name, account, payload.uuid));
    }
    Identity.Signed signature =
        new WalletSigner(ledgers.of(network), network, person).sign(payload, signing);
    if (!payload.openers.contains(person)) {
      open(person, payload);
    }
    sockets.publish(payload, Frames.flag("pre_signed"));
    sockets.publish(payload, Frames.resolved(payload, ids.next(), signature, true));
    Resolution.Signed resolution =
        new Resolution.Signed(now(), person, signature, network, origin(person, payload), null);
    return settle(
        payload,
        () -> {
          tokens.onSigned(person, payload, timeline.now());
          if (payload.submitted()) {
            Outcome outcome = new Outcome(signing.finalResult(), delivered, signing.fate().lost());
            dispatch(payload, resolution, signing, outcome);
          }
          return resolution;
        });
  }

  /** The node's word is preliminary: the wallet reports it unless told to report another. */
  private void dispatch(
      Payload payload, Resolution.Signed resolution, Signing signing, Outcome outcome) {
    sockets.publish(payload, Frames.flag("dispatched"));
    String said = ledgers.of(resolution.network()).submit(resolution.signature().hex(), outcome);
    String report = Objects.requireNonNullElse(signing.dispatchedResult(), said);
    if (!signing.loseDispatch()) {
      timeline.after(dispatchDelay, () -> payload.resolution = resolution.withDispatched(report));
    }
  }

  Future<Payload> reject(Person person, Payload payload, boolean late) {
    refuseHandled(payload);
    refuseTooLate(payload, late);
    if (!payload.openers.contains(person)) {
      open(person, payload);
    }
    Instant now = timeline.now();
    boolean live = tokens.live(person, payload.application, now) != null;
    sockets.publish(payload, Frames.resolved(payload, ids.next(), null, live));
    Resolution resolution = new Resolution.Rejected(now(), person, origin(person, payload));
    return settle(
        payload,
        () -> {
          tokens.onRejected(person, payload.application, timeline.now());
          return resolution;
        });
  }

  private Future<Payload> settle(Payload payload, Supplier<Resolution> write) {
    Promise<Payload> done = Promise.promise();
    timeline.after(
        resolveLag,
        () -> {
          // Two devices within the lag both sent their frame; the guarded update lets one win.
          if (payload.resolved()) {
            done.fail(handled(payload));
          } else {
            payload.resolution = write.get();
            done.complete(payload);
          }
        });
    return done.future();
  }

  private void refuseHandled(Payload payload) {
    if (payload.resolved()) {
      throw handled(payload);
    }
  }

  private static SandboxRefusal handled(Payload payload) {
    return SandboxRefusal.conflict(
        "Payload %s was already %s."
            .formatted(payload.uuid, payload.signed() ? "signed" : "rejected"));
  }

  private void refuseTooLate(Payload payload, boolean late) {
    boolean openedBefore = payload.openedInTime && !payload.cancelled;
    if (payload.expired(timeline.now()) && !openedBefore && !late) {
      throw SandboxRefusal.conflict(
          "Payload %s %s; with \"late\": true it is signed by a wallet that had it open before."
              .formatted(
                  payload.uuid,
                  payload.cancelled ? "was cancelled" : "expired without being opened"));
    }
  }

  private static Network network(Payload payload, Signing signing) {
    Network network =
        signing.network() == null
            ? Network.wantedBy(payload.request)
            : Network.named(signing.network());
    String type = payload.request.template().type();
    if (!TransactionTypes.pseudo(type) && !network.codec.definitions().hasTransaction(type)) {
      throw SandboxRefusal.conflict("There is no %s on %s.".formatted(type, network));
    }
    return network;
  }

  private static String origin(Person person, Payload payload) {
    return person.equals(payload.pushedTo) ? PUSHED : SCANNED;
  }

  private Instant now() {
    return timeline.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
