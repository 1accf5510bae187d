package dev.countersign.request;

/** Why a cancel had the outcome it had: the platform's words (PROTOCOL §6), and two of ours. */
public enum CancelReason {
  OK,
  BEFORE_CREATION,
  PUSH_REFUSED,
  ALREADY_CANCELLED,
  ALREADY_OPENED,
  ALREADY_RESOLVED,
  ALREADY_EXPIRED,
  UNKNOWN
}
