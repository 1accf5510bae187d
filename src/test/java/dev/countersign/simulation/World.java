package dev.countersign.simulation;

import dev.countersign.SignRequestEventType;
import dev.countersign.request.Ask;
import dev.countersign.request.CancelReason;
import dev.countersign.request.Subject;
import dev.countersign.request.UserToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The platform's one truth (PROTOCOL §4 to §8): payloads, tokens, and who listens. */
final class World {
  private static final String STRANGER = "a stranger";

  private final Agenda agenda;
  private final Chance chance;
  private final Journal journal;
  private final SimWallet wallet;
  private final Map<String, SimPayload> byUuid = new LinkedHashMap<>();
  private final Map<String, SimPayload> byIdentifier = new HashMap<>();
  private final Map<String, Token> tokens = new LinkedHashMap<>();
  private final List<BiConsumer<SimPayload, String>> listeners = new ArrayList<>();
  private Consumer<SimPayload> onCreated = _ -> {};
  private final List<Consumer<SimPayload>> onResolved = new ArrayList<>();
  final SimBudget budget;
  final SimBank bank;
  final CalmWatch calm;

  /** One per application and person; a signature after a revocation revives it (PROTOCOL §8.4). */
  private static final class Token {
    final UserToken value;
    boolean alive = true;
    @Nullable SimPayload latest;

    Token(UserToken value) {
      this.value = value;
    }
  }

  World(Agenda agenda, Chance chance, Journal journal) {
    this.agenda = agenda;
    this.chance = chance;
    this.journal = journal;
    this.budget = new SimBudget(agenda, chance.fork(), journal);
    this.calm = new CalmWatch(agenda, budget);
    this.bank = new SimBank(agenda, chance.fork());
    this.wallet = new SimWallet(bank, agenda, chance.fork());
  }

  /** Hears every frame that the platform would send about a payload. */
  void onFrame(BiConsumer<SimPayload, String> listener) {
    listeners.add(listener);
  }

  void onCreated(Consumer<SimPayload> listener) {
    onCreated = listener;
  }

  void onResolved(Consumer<SimPayload> listener) {
    onResolved.add(listener);
  }

  Collection<SimPayload> payloads() {
    return byUuid.values();
  }

  @Nullable SimPayload byIdentifier(String application, String identifier) {
    return byIdentifier.get(application + '/' + identifier);
  }

  @Nullable SimPayload byUuid(String uuid) {
    return byUuid.get(uuid);
  }

  /** Null: the identifier is taken. */
  @Nullable SimPayload create(Subject subject, Ask ask, @Nullable UserToken token) {
    String key = subject.application() + '/' + subject.id();
    if (byIdentifier.containsKey(key)) {
      return null;
    }
    Token known = token == null ? null : tokens.get(tokenKey(subject));
    boolean pushed = known != null && known.alive && known.value.equals(token);
    Duration lag = chance.of(0.9) ? chance.millis(0, 300) : chance.seconds(1, 6);
    SimPayload payload =
        new SimPayload(uuid(), subject, ask, subject.user(), pushed, agenda.instant(), lag);
    byUuid.put(payload.uuid, payload);
    byIdentifier.put(key, payload);
    journal.note("platform", () -> "created " + payload.uuid + " for " + payload.identifier);
    calm.hinted(payload);
    onCreated.accept(payload);
    return payload;
  }

  private String uuid() {
    return new UUID(chance.generator().nextLong(), chance.generator().nextLong()).toString();
  }

  CancelReason cancel(SimPayload payload) {
    Instant now = agenda.instant();
    calm.hinted(payload);
    if (payload.isCancelled()) {
      payload.saidOver(now);
      return CancelReason.ALREADY_CANCELLED;
    }
    if (payload.isResolved()) {
      return CancelReason.ALREADY_RESOLVED;
    }
    if (payload.isExpired(now)) {
      return CancelReason.ALREADY_EXPIRED;
    }
    if (payload.isOpened()) {
      return CancelReason.ALREADY_OPENED;
    }
    payload.cancelledAt = now;
    payload.saidOver(now);
    payload.expiresAt = now;
    journal.note("platform", () -> "cancelled " + payload.uuid);
    return CancelReason.OK;
  }

  // --- what people do

  /** Whether the wallet shows it. */
  boolean open(SimPayload payload) {
    Instant now = agenda.instant();
    if (payload.isResolved() || payload.isExpired(now)) {
      return false;
    }
    if (!payload.isOpened()) {
      payload.openedAt = now;
      payload.openedShows = now.plus(lag());
      calm.done(payload, SignRequestEventType.OPENED);
    }
    journal.note("person", () -> "opened " + payload.uuid);
    tell(payload, "{\"opened\":true}");
    return true;
  }

  void resolve(SimPayload payload, boolean signed) {
    if (payload.isResolved()) {
      return;
    }
    Instant now = agenda.instant();
    payload.resolvedAt = now;
    payload.signed = signed;
    if (signed) {
      payload.signature = wallet.sign(payload);
      bank.signed(payload.signature);
    }
    // The frame precedes the readable state (PROTOCOL §7.2).
    payload.resolvedShows = now.plus(lag());
    if (signed && chance.of(0.8)) {
      payload.dispatchedShows = payload.resolvedShows.plus(chance.millis(0, 8_000));
    }
    if (signed) {
      issue(payload);
    }
    journal.note("person", () -> (signed ? "signed " : "rejected ") + payload.uuid);
    calm.done(payload, signed ? SignRequestEventType.SIGNED : SignRequestEventType.REJECTED);
    calm.hinted(payload);
    tell(payload, "{\"payload_uuidv4\":\"" + payload.uuid + "\",\"signed\":" + signed + "}");
    onResolved.forEach(listener -> listener.accept(payload));
  }

  private Duration lag() {
    return chance.of(0.7) ? Duration.ZERO : chance.millis(0, 3_000);
  }

  private void issue(SimPayload payload) {
    if (payload.person != null) {
      payload.issuedTo = payload.application + '/' + signer(payload);
      Token token =
          tokens.computeIfAbsent(
              payload.issuedTo,
              key ->
                  new Token(
                      new UserToken(
                          UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8))
                              .toString())));
      token.alive = true;
      token.latest = payload;
      payload.issued = token.value;
    }
  }

  /** Somebody else, as far as that can be told. */
  private static @Nullable String signer(SimPayload payload) {
    SimSignature signature = payload.signature;
    String expected = payload.subject.expect().account();
    return signature != null
            && (signature.isForged() || (expected != null && !expected.equals(signature.claimed())))
        ? STRANGER
        : payload.person;
  }

  /** Whether nobody should remember it. */
  boolean isStrangers(UserToken token) {
    return tokens.entrySet().stream()
        .anyMatch(
            entry ->
                entry.getKey().endsWith('/' + STRANGER) && entry.getValue().value.equals(token));
  }

  /** The token shows at the payload that used it last, and nowhere else. */
  @Nullable UserToken shownToken(SimPayload payload) {
    Token token = payload.issuedTo == null ? null : tokens.get(payload.issuedTo);
    return token != null && token.latest == payload ? token.value : null;
  }

  void revokeSomeToken() {
    if (!tokens.isEmpty()) {
      String key = chance.pick(List.copyOf(tokens.keySet()));
      tokens.computeIfPresent(
          key,
          (_, token) -> {
            token.alive = false;
            return token;
          });
      journal.note("person", () -> "revoked the token of " + key);
    }
  }

  boolean isAlive(UserToken token) {
    return tokens.values().stream().anyMatch(known -> known.alive && known.value.equals(token));
  }

  /** Whether the token was issued to the user of this request at its application. */
  boolean belongs(UserToken token, Subject subject) {
    Token known = tokens.get(tokenKey(subject));
    return known != null && known.value.equals(token);
  }

  private static String tokenKey(Subject subject) {
    return subject.application() + '/' + subject.user();
  }

  private void tell(SimPayload payload, String frame) {
    List.copyOf(listeners).forEach(listener -> listener.accept(payload, frame));
  }

  /** A process that listened is no more. */
  void forget(BiConsumer<SimPayload, String> listener) {
    listeners.remove(listener);
  }
}
