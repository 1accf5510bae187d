package dev.countersign.platform.jwt;

/** Why a JWT is not accepted; the names are API: failure messages begin with them. */
public enum JwtRefusal {
  /** No three-part JWT of plain JSON: broken encoding, duplicate names, nested too deeply. */
  JWT_MALFORMED,
  /** Longer than 8 KiB. */
  JWT_TOO_LARGE,
  /** The header brings or points to a key of its own, or demands an extension. */
  JWT_HEADER,
  /** Not the one algorithm of its kind: HS256 of an xApp, RS256 of OAuth2. */
  JWT_ALGORITHM,
  /** Issued for another application. */
  JWT_FOREIGN_CLIENT,
  /** {@code aud} is missing, a list, or another application. */
  JWT_AUDIENCE,
  /** {@code exp} or {@code iat} is missing or no whole number, or they are too far apart. */
  JWT_LIFETIME,
  /** Issued in the future. */
  JWT_NOT_YET,
  JWT_EXPIRED,
  /** {@code sub} is not a classic address. */
  JWT_SUBJECT,
  /** {@code network_type} is no text, or another network than the request is for. */
  JWT_NETWORK,
  /** Issued to another account than the request is for. */
  JWT_ACCOUNT,
  /** Not issued by the platform's OAuth2 provider. */
  JWT_ISSUER,
  /** Signed with a key that the platform does not publish. */
  JWT_KEY_UNKNOWN,
  JWT_SIGNATURE
}
