package dev.countersign.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.config.Secret;
import dev.countersign.platform.Credentials;
import dev.countersign.platform.Keyring;
import dev.countersign.worker.Viewer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * One worker's word to another on who asks, instead of what the caller proved it with: an address
 * that leads to a stranger leaks a word that is good for half a minute and for one request, and no
 * credential. It is worth what the credential was worth, for its key comes from the secret that
 * stands for the viewer: the operator token, or that of the person's application, which every
 * worker has.
 */
public final class Vouchers {
  static final String HEADER = "countersign-voucher";

  /** Workers' clocks may differ by this much, less what the way takes. */
  static final Duration VALID = Duration.ofSeconds(30);

  private static final String ALGORITHM = "HmacSHA256";

  /** Of what else is signed with these secrets nothing begins like that. */
  private static final String PURPOSE = "countersign: one worker tells another who asks";

  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{1,11}) (operator|person ([a-z0-9]{1,32}) ([A-Za-z0-9]{1,64})) ([0-9a-f]{64})");

  private final String fleet;
  private final @Nullable Secret operatorToken;
  private final Keyring keyring;
  private final InstantSource clock;

  /**
   * @param operatorToken null: nobody is the operator
   * @param keyring with both secrets of an application while one replaces the other
   */
  public Vouchers(
      String fleet, @Nullable Secret operatorToken, Keyring keyring, InstantSource clock) {
    this.fleet = fleet;
    this.operatorToken = operatorToken;
    this.keyring = keyring;
    this.clock = clock;
  }

  /** For the header, with one question. */
  String of(Viewer viewer, String method, String requestId) {
    String claim = clock.instant().getEpochSecond() + " " + name(viewer);
    return claim + " " + seal(secrets(viewer).getFirst(), claim, method, requestId);
  }

  /** Null: nobody of this fleet has vouched for it, not now, or not for this question. */
  @Nullable Viewer viewer(String voucher, String method, String requestId) {
    Matcher form = FORM.matcher(voucher);
    if (!form.matches()) {
      return null;
    }
    Viewer viewer =
        form.group(3) == null
            ? new Viewer.Operator()
            : new Viewer.Person(form.group(3), form.group(4));
    String claim = form.group(1) + " " + form.group(2);
    byte[] given = form.group(5).getBytes(US_ASCII);
    boolean isOurs = false;
    for (Secret secret : secrets(viewer)) {
      isOurs |=
          MessageDigest.isEqual(seal(secret, claim, method, requestId).getBytes(US_ASCII), given);
    }
    return isOurs && isFresh(Long.parseLong(form.group(1))) ? viewer : null;
  }

  private boolean isFresh(long second) {
    Duration age = Duration.between(Instant.ofEpochSecond(second), clock.instant());
    return age.abs().compareTo(VALID) <= 0;
  }

  private static String name(Viewer viewer) {
    return switch (viewer) {
      case Viewer.Operator _ -> "operator";
      case Viewer.Person(String application, String account) ->
          "person " + application + " " + account;
    };
  }

  /** Those that the word may be sealed with, the one to take first. */
  private List<Secret> secrets(Viewer viewer) {
    return switch (viewer) {
      case Viewer.Operator _ -> operatorToken == null ? List.of() : List.of(operatorToken);
      case Viewer.Person(String application, String _) -> {
        Credentials known = keyring.of(application);
        yield known == null ? List.of() : known.secrets();
      }
    };
  }

  private String seal(Secret secret, String claim, String method, String requestId) {
    byte[] key = hmac(secret.reveal().getBytes(UTF_8), PURPOSE);
    return HexFormat.of().formatHex(hmac(key, fleet, method, requestId, claim));
  }

  /** Each part with its length, so that no two lists of parts are the same bytes. */
  private static byte[] hmac(byte[] key, String... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      for (String part : parts) {
        byte[] bytes = part.getBytes(UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        mac.update(bytes);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no " + ALGORITHM, e);
    }
  }
}
