package dev.countersign.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The permission to push, one per person and application (PROTOCOL §8.4). */
final class UserTokens {
  private static final Duration LIFE = Duration.ofDays(30);

  private record Holder(Person person, Application application) {}

  static final class Token {
    final String value;
    final Person person;
    final Application application;
    final Instant issuedAt;
    Instant expiresAt;
    boolean revoked;
    Payload latest;

    Token(String value, Person person, Payload payload, Instant now) {
      this.value = value;
      this.person = person;
      this.application = payload.application;
      this.issuedAt = now;
      this.expiresAt = now.plus(LIFE);
      this.latest = payload;
    }

    boolean live(Instant now) {
      return !revoked && now.isBefore(expiresAt);
    }
  }

  private final Ids ids;
  private final Map<Holder, Token> byHolder = new HashMap<>();
  private final Map<String, Token> byValue = new HashMap<>();

  UserTokens(Ids ids) {
    this.ids = ids;
  }

  /** Every signature issues, extends or revives the same value. */
  void onSigned(Person person, Payload payload, Instant now) {
    Token token = byHolder.get(new Holder(person, payload.application));
    if (token == null) {
      token = new Token(ids.next(), person, payload, now);
      byHolder.put(new Holder(person, payload.application), token);
      byValue.put(token.value, token);
    }
    token.revoked = false;
    token.expiresAt = now.plus(LIFE);
    token.latest = payload;
  }

  /** A rejection creates no token, but extends a live one. */
  void onRejected(Person person, Application application, Instant now) {
    Token token = live(person, application, now);
    if (token != null) {
      token.expiresAt = now.plus(LIFE);
    }
  }

  @Nullable Token live(Person person, Application application, Instant now) {
    Token token = byHolder.get(new Holder(person, application));
    return token != null && token.live(now) ? token : null;
  }

  boolean revoke(Person person, Application application) {
    Token token = byHolder.get(new Holder(person, application));
    if (token == null || token.revoked) {
      return false;
    }
    token.revoked = true;
    return true;
  }

  boolean revoked(Person person, Application application) {
    Token token = byHolder.get(new Holder(person, application));
    return token != null && token.revoked;
  }

  /** Anything but a live token of this application is silently nobody (PROTOCOL §4.1). */
  @Nullable Person holder(@Nullable String value, Application application, Instant now) {
    Token token = value == null ? null : find(value, application);
    return token != null && token.live(now) ? token.person : null;
  }

  @Nullable Token find(String value, Application application) {
    Token token = byValue.get(value);
    return token != null && token.application == application ? token : null;
  }

  /** Only the latest payload of a token shows it; older ones go back to null. */
  @Nullable String issuedBy(Payload payload, Instant now) {
    if (!(payload.resolution instanceof Resolution.Signed signed)) {
      return null;
    }
    Token token = byHolder.get(new Holder(signed.by(), payload.application));
    return token != null && token.latest == payload && token.live(now) ? token.value : null;
  }

  void clear() {
    byHolder.clear();
    byValue.clear();
  }
}
