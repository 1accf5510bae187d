package dev.countersign.sandbox;

import org.jspecify.annotations.Nullable;

/** Calls a sliding minute per application (PROTOCOL §11); null is no limit. */
public record Limits(@Nullable Integer creates, @Nullable Integer calls) {
  public static final Limits OFF = new Limits(null, null);

  /** What the platform gives an ordinary application. */
  public static final Limits USUAL = new Limits(30, 100);
}
