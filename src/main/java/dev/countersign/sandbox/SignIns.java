package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** OAuth2 sign-ins under way: what was asked for, and the codes that came of it (PROTOCOL §10). */
final class SignIns {
  private static final Duration CODE_LIFE = Duration.ofMinutes(10);
  private static final int HASH_LENGTH = 20;

  /**
   * What a client asked for when it sent a person here.
   *
   * @param implicit the answer is a JWT instead of a code
   * @param challenge S256, of a client that uses PKCE
   */
  record Asked(
      boolean implicit,
      String redirectUri,
      @Nullable String scope,
      @Nullable String state,
      @Nullable String nonce,
      @Nullable String challenge) {}

  record Code(SignInGrant grant, Asked asked, Instant expires) {}

  private final Ids ids;
  private final String salt;
  private final Map<Payload, Asked> byPayload = new HashMap<>();
  private final Map<String, Code> codes = new HashMap<>();

  SignIns(Ids ids) {
    this.ids = ids;
    this.salt = UUID.randomUUID().toString();
  }

  void begin(Payload payload, Asked asked) {
    byPayload.put(payload, asked);
  }

  @Nullable Asked find(Payload payload) {
    return byPayload.get(payload);
  }

  /** Proves that the return address was made here. */
  String hash(String token, String client) {
    return HexFormat.of()
        .formatHex(Digests.sha256((token + client + salt).getBytes(UTF_8)))
        .substring(0, HASH_LENGTH);
  }

  String issue(SignInGrant grant, Asked asked, Instant now) {
    String code = random() + random();
    codes.put(code, new Code(grant, asked, now.plus(CODE_LIFE)));
    return code;
  }

  @Nullable Code code(String value) {
    return codes.get(value);
  }

  /** Codes are single use; one that was refused is not used. */
  void used(String value) {
    codes.remove(value);
  }

  String random() {
    return ids.next().replace("-", "");
  }

  void clear() {
    byPayload.clear();
    codes.clear();
  }
}
