package dev.countersign.sandbox;

/** The sandbox's control side cannot do what it was asked to; the message says why. */
public final class SandboxRefusal extends RuntimeException {
  private final int status;

  SandboxRefusal(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status that the control API answers with. */
  public int status() {
    return status;
  }

  static SandboxRefusal bad(String message) {
    return new SandboxRefusal(400, message);
  }

  static SandboxRefusal missing(String message) {
    return new SandboxRefusal(404, message);
  }

  static SandboxRefusal conflict(String message) {
    return new SandboxRefusal(409, message);
  }
}
