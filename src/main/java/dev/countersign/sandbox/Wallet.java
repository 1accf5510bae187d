package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.sandbox.ledger.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What people do with payloads on their phones (PROTOCOL §12). */
final class Wallet {
  private static final String PUSHED = "PUSH_NOTIFICATION";
  private static final String SCANNED = "QR";

  private final Timeline timeline;
  private final StatusSockets sockets;
  private final UserTokens tokens;
  private final Ids ids;
  private final Webhooks webhooks;
  private final Supplier<Settings> settings;
  private final Ledgers ledgers;
  private final Duration resolveLag;
  private final Duration dispatchDelay;

  Wallet(
      Timeline timeline,
      StatusSockets sockets,
      UserTokens tokens,
      Ids ids,
      Ledgers ledgers,
      SandboxOptions options,
      Webhooks webhooks,
      Supplier<Settings> settings) {
    this.timeline = timeline;
    this.sockets = sockets;
    this.tokens = tokens;
    this.ids = ids;
    this.webhooks = webhooks;
    this.settings = settings;
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
    JsonNode delivered = Ledgers.amount(signing.fate().deliveredAmount(), network);
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
    if (!payload.expired(timeline.now())) {
      // Accepting, the wallet fetches it once more; a late one did so before it expired (§12).
      sockets.publish(payload, Frames.flag("opened"));
    }
    sockets.publish(payload, Frames.flag("pre_signed"));
    Outcome outcome = new Outcome(signing.finalResult(), delivered, signing.fate().lost());
    if (signing.loseReport()) {
      return unreported(payload, signature, network, signing, outcome);
    }
    ObjectNode frame = resolved(payload, signature, true);
    Resolution.Signed resolution =
        new Resolution.Signed(now(), person, signature, network, origin(person, payload), null);
    return settle(
        payload,
        frame,
        () -> {
          tokens.onSigned(person, payload, timeline.now());
          if (payload.submitted()) {
            dispatch(payload, resolution, signing, outcome);
          }
          return resolution;
        });
  }

  /** The wallet goes on to submit, and the platform never hears of it (PROTOCOL §12). */
  private Future<Payload> unreported(
      Payload payload,
      Identity.Signed signature,
      Network network,
      Signing signing,
      Outcome outcome) {
    payload.unreported = signature;
    if (payload.submitted()) {
      ledgers.of(network).submit(signature.hex(), outcome);
      if (!signing.loseDispatch()) {
        sockets.publish(payload, Frames.flag("dispatched"));
      }
    }
    return Future.succeededFuture(payload);
  }

  private ObjectNode resolved(
      Payload payload, Identity.@Nullable Signed signature, boolean userToken) {
    ObjectNode frame = Frames.resolved(payload, ids.next(), signature, userToken);
    if (settings.get().oldBodies()) {
      OldBodies.frame(frame);
    }
    sockets.publish(payload, frame);
    return frame;
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
    ObjectNode frame = resolved(payload, null, live);
    Resolution resolution = new Resolution.Rejected(now(), person, origin(person, payload));
    return settle(
        payload,
        frame,
        () -> {
          tokens.onRejected(person, payload.application, timeline.now());
          return resolution;
        });
  }

  /** The frame is out; then the database, the answer to the wallet and the webhook (§7.2). */
  private Future<Payload> settle(Payload payload, ObjectNode frame, Supplier<Resolution> write) {
    return timeline
        .pause(resolveLag)
        .map(
            over -> {
              // Two devices within the lag both sent their frame; the guarded update lets one win.
              refuseHandled(payload);
              Resolution resolution = write.get();
              payload.resolution = resolution;
              webhooks.send(
                  payload,
                  frame,
                  tokens.live(resolution.by(), payload.application, timeline.now()));
              return payload;
            });
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
