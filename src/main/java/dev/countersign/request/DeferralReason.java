package dev.countersign.request;

/** Why a request waits for long. */
public enum DeferralReason {
  /** The platform allows no more creates for now. */
  BUDGET,
  /** The platform cannot be reached, or does not want to be called. */
  PLATFORM_UNREACHABLE,
  /** The request to replace may still be signed, or its signature may still settle. */
  PREDECESSOR_MAY_STILL_SIGN
}
