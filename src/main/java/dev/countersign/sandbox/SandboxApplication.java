package dev.countersign.sandbox;

/** What the console would show the owner of an application once. Prints without its secret. */
public record SandboxApplication(String key, String secret, String name) {
  /** The application that exists from the start (CONTRACT §10). */
  public static final SandboxApplication DEFAULT =
      new SandboxApplication(
          "5a4db0c5-0000-4000-8000-000000000001",
          "5a4db0c5-0000-4000-8000-000000000002",
          "Sandbox application");

  @Override
  public String toString() {
    return "SandboxApplication[" + name + ", key=" + key + ", secret=***]";
  }
}
