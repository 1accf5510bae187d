package dev.countersign.simulation;

import dev.countersign.request.Ask;
import dev.countersign.request.Inspection;
import dev.countersign.request.PayloadView;
import dev.countersign.request.Subject;
import dev.countersign.request.UserToken;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** One payload at the platform: what is true of it, and from when on a read shows that. */
final class SimPayload {
  /** Forever, for something that has not happened. */
  static final Instant NEVER = Instant.MAX;

  final String uuid;
  final Subject subject;
  final String application;
  final String identifier;
  final @Nullable String person;
  final Ask ask;
  final @Nullable String txType;
  final boolean pushed;
  final Instant madeAt;
  final Instant createdAt;
  Instant readableAt;
  final Instant openBefore;
  Instant expiresAt;

  Instant openedAt = NEVER;
  Instant openedShows = NEVER;
  Instant cancelledAt = NEVER;
  Instant resolvedAt = NEVER;
  Instant resolvedShows = NEVER;
  Instant dispatchedShows = NEVER;
  boolean signed;

  /** From then on the platform has said that it can no longer be signed. */
  Instant saidOverAt = NEVER;

  /** From then on a read has shown a signature to somebody who lived to hear it. */
  Instant saidSignedAt = NEVER;

  @Nullable SimSignature signature;

  /** Whose token its signature brought. */
  @Nullable String issuedTo;

  /** When somebody told its owner to look; null: nobody did. */
  @Nullable Instant hintedAt;

  @Nullable UserToken issued;

  SimPayload(
      String uuid,
      Subject subject,
      Ask ask,
      @Nullable String person,
      boolean pushed,
      Instant now,
      Duration lag) {
    this.uuid = uuid;
    this.subject = subject;
    this.application = subject.application();
    this.identifier = subject.id();
    this.person = person;
    this.ask = ask;
    this.txType = subject.txType();
    this.pushed = pushed;
    this.madeAt = now;
    this.createdAt = now.truncatedTo(ChronoUnit.SECONDS);
    this.readableAt = now.plus(lag);
    Integer expire = ask.options().expireMinutes();
    this.openBefore =
        createdAt.plus(
            Duration.ofMinutes(expire == null ? History.DEFAULT_EXPIRE_MINUTES : expire));
    this.expiresAt = openBefore;
  }

  boolean isOpened() {
    return !openedAt.equals(NEVER);
  }

  boolean isResolved() {
    return !resolvedAt.equals(NEVER);
  }

  boolean isCancelled() {
    return !cancelledAt.equals(NEVER);
  }

  boolean isExpired(Instant now) {
    return !now.isBefore(expiresAt);
  }

  /** What a read shows at a moment. */
  PayloadView view(Instant now, @Nullable UserToken issuedNow) {
    boolean resolved = !now.isBefore(resolvedShows);
    boolean shownSigned = resolved && signed;
    if (resolved && !signed || isCancelled() || (isExpired(now) && now.isBefore(openedShows))) {
      saidOver(now);
    }
    SimSignature shown = shownSigned ? signature : null;
    return new PayloadView(
        uuid,
        resolved,
        shownSigned,
        isCancelled(),
        isExpired(now),
        !now.isBefore(openedShows),
        pushed,
        isSubmitted(),
        false,
        txType,
        createdAt,
        expiresAt,
        issuedNow,
        new PayloadView.Response(
            shown == null ? null : shown.claimed(),
            shown == null ? null : shown.claimed(),
            shown == null ? null : shown.txid(),
            null,
            null,
            null,
            shown == null || now.isBefore(dispatchedShows) ? null : shown.nodetype(),
            resolved && !now.isBefore(dispatchedShows) ? "tesSUCCESS" : null,
            shown == null ? null : shown.nodetype(),
            shown == null || shown.nodetype() == null ? null : (int) shown.ledger().id,
            null,
            null,
            null,
            resolved ? resolvedAt.truncatedTo(ChronoUnit.SECONDS) : null),
        shown == null ? new Inspection.NothingSigned() : shown.shown(),
        shown == null ? null : ask.template());
  }

  void saidOver(Instant now) {
    if (now.isBefore(saidOverAt)) {
      saidOverAt = now;
    }
  }

  void saidSigned(Instant now) {
    if (now.isBefore(saidSignedAt)) {
      saidSignedAt = now;
    }
  }

  /** Whether the wallet submits what is signed. */
  boolean isSubmitted() {
    boolean submit = ask.options().submit() == null || ask.options().submit();
    return submit && !"SignIn".equals(txType);
  }
}
