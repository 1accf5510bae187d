package dev.countersign.request;

/** How a request ended. */
public enum Outcome {
  SIGNED,
  REJECTED,
  EXPIRED,
  CANCELLED,
  ABANDONED,
  FAILED
}
