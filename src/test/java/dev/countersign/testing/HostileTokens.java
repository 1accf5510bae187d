package dev.countersign.testing;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.RSAKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * JWTs that must not be believed, by what is wrong with them, each with the one reason that it is
 * refused for. Claims are wrong under a right signature: of the secret, which the attacker is
 * generously given.
 */
public final class HostileTokens {
  private static final String HS = "{'alg':'HS256','typ':'JWT'}";
  private static final String OTHER = "11111111-1111-4111-8111-111111111111";
  private static final String OTT = "22222222-2222-4222-8222-222222222222";

  private final String apiKey;
  private final byte[] secret;
  private final String account;
  private final String issuer;
  private final RSAKey provider;
  private final long now;
  private final List<Hostile> all = new ArrayList<>();

  /** A token and the reason it is refused for. */
  public record Hostile(String name, String token, String reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * @param provider the published key of the OAuth2 provider
   */
  public HostileTokens(
      String apiKey, String secret, String account, String issuer, RSAKey provider, Instant now) {
    this.apiKey = apiKey;
    this.secret = secret.getBytes(UTF_8);
    this.account = account;
    this.issuer = issuer;
    this.provider = provider;
    this.now = now.getEpochSecond();
  }

  public List<Hostile> all() {
    all.clear();
    algorithms();
    headers();
    shapes();
    claims();
    times();
    signatures();
    oauth();
    return List.copyOf(all);
  }

  /** An honest one of an xApp. */
  public String xapp() {
    return signed(xappClaims());
  }

  private void algorithms() {
    add("alg none", Forge.with(json("{'alg':'none'}"), xappClaims(), ""), "JWT_ALGORITHM");
    add(
        "alg none with a signature",
        Forge.with(json("{'alg':'NoNe'}"), xappClaims(), "c2lnbmF0dXJl"),
        "JWT_ALGORITHM");
    add("no alg", Forge.hs256(json("{'typ':'JWT'}"), xappClaims(), secret), "JWT_ALGORITHM");
    add(
        "alg as a list",
        Forge.hs256(json("{'alg':['HS256']}"), xappClaims(), secret),
        "JWT_ALGORITHM");
    add(
        "HS512",
        Forge.hmac("HmacSHA512", json("{'alg':'HS512'}"), xappClaims(), secret),
        "JWT_ALGORITHM");
    add(
        "RS256 on the xApp profile",
        Forge.rs256(json("{'alg':'RS256'}"), xappClaims(), Forge.STRANGER.getPrivate()),
        "JWT_ALGORITHM");
    add(
        "HS256 with the secret on the OAuth2 profile",
        Forge.hs256(json(HS), oauthClaims(issuer), secret),
        "JWT_ALGORITHM");
    publicKeys()
        .forEach(
            (form, key) -> {
              add(
                  "HS256 with the public key as " + form,
                  Forge.hs256(json(HS), oauthClaims(issuer), key),
                  "JWT_ALGORITHM");
              add(
                  "HS256 with the public key as " + form + " on the xApp profile",
                  Forge.hs256(json(HS), xappClaims(), key),
                  "JWT_SIGNATURE");
            });
  }

  private Map<String, byte[]> publicKeys() {
    byte[] der = publicKey(provider).getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END PUBLIC KEY-----\n";
    return Map.of(
        "PEM", pem.getBytes(UTF_8), "DER", der, "JWK", provider.toJSONString().getBytes(UTF_8));
  }

  private static PublicKey publicKey(RSAKey key) {
    try {
      return key.toRSAPublicKey();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void headers() {
    String jwk = new RSAKey.Builder((RSAPublicKey) Forge.STRANGER.getPublic()).build().toString();
    String kid = json(",'kid':'" + provider.getKeyID() + "'");
    Map<String, String> headers =
        Map.of(
            "jwk", jwk,
            "jku", "\"https://example.com/certs\"",
            "x5u", "\"https://example.com/chain.pem\"",
            "x5c", "[\"MIIB\"]",
            "crit", "[\"exp\"]",
            "b64", "false",
            "zip", "\"DEF\"");
    headers.forEach(
        (name, value) ->
            add(
                "embedded " + name,
                Forge.rs256(
                    json("{'alg':'RS256','" + name + "':") + value + kid + '}',
                    oauthClaims(issuer),
                    Forge.STRANGER.getPrivate()),
                "JWT_HEADER"));
    add(
        "embedded jwk under the right secret",
        Forge.hs256(json("{'alg':'HS256','jwk':") + jwk + '}', xappClaims(), secret),
        "JWT_HEADER");
    add(
        "two algorithms",
        Forge.hs256(json("{'alg':'none','alg':'HS256'}"), xappClaims(), secret),
        "JWT_MALFORMED");
  }

  private void shapes() {
    String honest = xapp();
    String[] parts = honest.split("\\.");
    add("no token at all", "x", "JWT_MALFORMED");
    add("two parts", parts[0] + '.' + parts[1], "JWT_MALFORMED");
    add("five parts", honest + ".a.b", "JWT_MALFORMED");
    add("a null header", Forge.hs256("null", xappClaims(), secret), "JWT_MALFORMED");
    add("claims that are a list", signed("[]"), "JWT_MALFORMED");
    add("claims with more behind", signed(xappClaims() + "{}"), "JWT_MALFORMED");
    add("a blank inside", ' ' + honest, "JWT_MALFORMED");
    add("padding", parts[0] + "=." + parts[1] + '.' + parts[2], "JWT_MALFORMED");
    add(
        "claims in UTF-16",
        Forge.hs256(json(HS), "", secret)
            .replace("..", '.' + Forge.part(xappClaims().getBytes(UTF_16BE)) + '.'),
        "JWT_MALFORMED");
    add(
        "two subjects",
        claims("'sub':'" + account + "','sub':'" + account + '\''),
        "JWT_MALFORMED");
    add("two subjects, one in disguise", claims("'s\\u0075b':'x'"), "JWT_MALFORMED");
    add("nested deeply", claims("'x':" + "[".repeat(500) + "]".repeat(500)), "JWT_MALFORMED");
    add("oversized", claims("'x':'" + "x".repeat(8192) + '\''), "JWT_TOO_LARGE");
  }

  private void claims() {
    add("another client", changed("client_id", OTHER), "JWT_FOREIGN_CLIENT");
    add("another application", changed("app_uuidv4", OTHER), "JWT_FOREIGN_CLIENT");
    add(
        "no client",
        signed(xappClaims().replace("client_id", "a").replace("app_uuidv4", "b")),
        "JWT_FOREIGN_CLIENT");
    add("client as a list", raw("client_id", "['" + apiKey + "']"), "JWT_FOREIGN_CLIENT");
    add("audience as a list", raw("aud", "['" + apiKey + "']"), "JWT_AUDIENCE");
    add("another audience", changed("aud", OTHER), "JWT_AUDIENCE");
    add("no subject", signed(xappClaims().replace("\"sub\"", "\"s\"")), "JWT_SUBJECT");
    add("a number as subject", raw("sub", "1"), "JWT_SUBJECT");
    add("a subject with a wrong checksum", changed("sub", misspelt(account)), "JWT_SUBJECT");
    add("a number as network", raw("network_type", "1"), "JWT_NETWORK");
  }

  private void times() {
    add("exp as text", raw("exp", "'" + (now + 600) + '\''), "JWT_LIFETIME");
    add("exp as a fraction", raw("exp", (now + 600) + ".5"), "JWT_LIFETIME");
    add("exp with an exponent", raw("exp", "4e9"), "JWT_LIFETIME");
    add("exp null", raw("exp", "null"), "JWT_LIFETIME");
    add("no exp", signed(xappClaims().replace("\"exp\"", "\"e\"")), "JWT_LIFETIME");
    add("exp in the year 3000", raw("exp", "32503680000"), "JWT_LIFETIME");
    add("exp beyond all numbers", raw("exp", "9".repeat(40)), "JWT_LIFETIME");
    add("exp before iat", raw("exp", String.valueOf(now - 7200)), "JWT_EXPIRED");
    add("no iat", signed(xappClaims().replace("\"iat\"", "\"i\"")), "JWT_LIFETIME");
    add("iat as text", raw("iat", "'" + now + '\''), "JWT_LIFETIME");
    add("iat in the future", raw("iat", String.valueOf(now + 3600)), "JWT_NOT_YET");
    add("nbf in the future", claims("'nbf':" + (now + 3600)), "JWT_NOT_YET");
    add("expired", raw("exp", String.valueOf(now - 1)), "JWT_EXPIRED");
  }

  private void signatures() {
    String honest = xapp();
    String unsigned = honest.substring(0, honest.lastIndexOf('.') + 1);
    add("an empty signature", unsigned, "JWT_SIGNATURE");
    add("a signature that is no base64url", unsigned + "a+b/", "JWT_SIGNATURE");
    add("half a signature", honest.substring(0, honest.length() - 20), "JWT_SIGNATURE");
    add(
        "a tampered subject",
        Forge.tampered(honest, xappClaims().replace(account, "rrrrrrrrrrrrrrrrrrrrrhoLvTp")),
        "JWT_SIGNATURE");
    add(
        "the secret without its dashes",
        Forge.hs256(
            json(HS), xappClaims(), new String(secret, UTF_8).replace("-", "").getBytes(UTF_8)),
        "JWT_SIGNATURE");
  }

  private void oauth() {
    String known = json("{'alg':'RS256','kid':'" + provider.getKeyID() + "'}");
    add("an unknown key", stranger("{'alg':'RS256','kid':'k'}", issuer), "JWT_KEY_UNKNOWN");
    add("a stranger's signature", stranger(known, issuer), "JWT_SIGNATURE");
    add("a stranger's signature, no kid", stranger("{'alg':'RS256'}", issuer), "JWT_SIGNATURE");
    add("kid as a number", stranger("{'alg':'RS256','kid':1}", issuer), "JWT_MALFORMED");
    add("another issuer", stranger(known, "https://oauth2.example.com"), "JWT_ISSUER");
    add("nearly the issuer", stranger(known, issuer + '/'), "JWT_ISSUER");
    add(
        "OAuth2 without audience",
        Forge.rs256(
            known, oauthClaims(issuer).replace("\"aud\"", "\"a\""), Forge.STRANGER.getPrivate()),
        "JWT_AUDIENCE");
    add("OAuth2 without signature", Forge.with(known, oauthClaims(issuer), ""), "JWT_SIGNATURE");
  }

  private String stranger(String header, String from) {
    return Forge.rs256(json(header), oauthClaims(from), Forge.STRANGER.getPrivate());
  }

  private String xappClaims() {
    return common(issuer, "'ott_uuidv4':'" + OTT + '\'');
  }

  private String oauthClaims(String from) {
    return common(from, "'payload_uuidv4':'" + OTT + '\'');
  }

  private String common(String from, String kind) {
    return json(
        "{'client_id':'%1$s','aud':'%1$s','app_uuidv4':'%1$s','sub':'%2$s','iss':'%3$s',"
                .formatted(apiKey, account, from)
            + "'network_type':'MAINNET','iat':%d,'exp':%d,%s}"
                .formatted(now - 3600, now + 3600, kind));
  }

  private String changed(String name, String value) {
    return raw(name, '\'' + value + '\'');
  }

  /** Signed claims in which one has another value. */
  private String raw(String name, String value) {
    return signed(
        xappClaims()
            .replaceFirst(
                "\"" + name + "\":(\"[^\"]*\"|[0-9]+)", json('"' + name + "\":" + value)));
  }

  /** Signed claims with one more. */
  private String claims(String more) {
    return signed(xappClaims().replaceFirst("\\{", json("{" + more + ',').replace("\\", "\\\\")));
  }

  private String signed(String claims) {
    return Forge.hs256(json(HS), claims, secret);
  }

  private static String misspelt(String address) {
    char last = address.charAt(address.length() - 1);
    return address.substring(0, address.length() - 1) + (last == 'a' ? 'b' : 'a');
  }

  private static String json(String quoted) {
    return quoted.replace('\'', '"');
  }

  private void add(String name, String token, String reason) {
    all.add(new Hostile(name, token, reason));
  }
}
