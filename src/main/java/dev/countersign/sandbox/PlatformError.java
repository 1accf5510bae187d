package dev.countersign.sandbox;

import org.jspecify.annotations.Nullable;

/** An ordinary error of the platform, form 1 of PROTOCOL §3. */
final class PlatformError extends RuntimeException {
  final int status;
  final @Nullable Integer code;

  PlatformError(int status, @Nullable Integer code) {
    super("HTTP " + status + ", code " + code, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** Validation errors arrive as HTTP 400 whatever their code looks like (PROTOCOL §3). */
  static PlatformError invalid(int code) {
    return new PlatformError(400, code);
  }

  static PlatformError notFound() {
    return new PlatformError(404, 404);
  }
}
