package dev.countersign.request;

/** Why there is no payload, or why nothing more can be learned about it. */
public enum FailureCode {
  /** The command breaks a rule; the message names the field. */
  INVALID_COMMAND,
  /** The command's record is older than {@code countersign.remember-for}. */
  COMMAND_TOO_OLD,
  /** {@code not_after} passed before creation could begin. */
  DEADLINE_PASSED,
  /** {@code PUSH_ONLY}, and no token is known for the user. */
  NO_PUSH_TARGET,
  /** The bearer expired before the payload could be created. */
  CREDENTIAL_EXPIRED,
  /** The bearer is not acceptable; the message begins with the reason. */
  CREDENTIAL_INVALID,
  /** The platform refused the create for good. */
  PLATFORM_REFUSED,
  /** Another payload of the application has this request's id as its identifier. */
  IDENTIFIER_TAKEN,
  /** The platform no longer knows the payload. */
  PAYLOAD_UNKNOWN,
  /** The request to replace is signed, and has not failed to settle. */
  PREDECESSOR_SIGNED,
  /** Nobody knows of the request to replace. */
  PREDECESSOR_UNKNOWN
}
