package dev.countersign;

import dev.countersign.sandbox.Limits;
import dev.countersign.sandbox.Sandbox;
import dev.countersign.sandbox.SandboxOptions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The platform on one local port. */
@Command(
    name = "sandbox",
    description =
        "The Xaman platform on one local port, with a phone at /, to try things without one.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "One application is there from the start:",
      "  api-key     5a4db0c5-0000-4000-8000-000000000001",
      "  api-secret  5a4db0c5-0000-4000-8000-000000000002",
      "Point a worker at it with countersign.platform.url and the URL that is printed."
    })
final class SandboxCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      description = "Where to listen; 0 is any free port (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + SandboxOptions.DEFAULT_PORT)
  private int port;

  @Option(
      names = "--host",
      description = "Where to listen (default: ${DEFAULT-VALUE}).",
      defaultValue = "127.0.0.1")
  private String host = "";

  @Option(
      names = "--creates-per-minute",
      description = "POST payload per application, 0 is no limit (default: ${DEFAULT-VALUE}).",
      defaultValue = "30")
  private int creates;

  @Option(
      names = "--calls-per-minute",
      description = "All calls per application, 0 is no limit (default: ${DEFAULT-VALUE}).",
      defaultValue = "100")
  private int calls;

  @Override
  public Integer call() {
    Stop stop = Stop.onTermination();
    SandboxOptions options =
        SandboxOptions.defaults()
            .withHost(host)
            .withPort(port)
            .withLimits(new Limits(limit(creates), limit(calls)));
    try (Sandbox sandbox = Sandbox.start(options)) {
      System.out.println("sandbox: " + sandbox.url());
      stop.await();
    } finally {
      stop.done();
    }
    return Exit.OK;
  }

  private static @Nullable Integer limit(int perMinute) {
    return perMinute <= 0 ? null : Integer.valueOf(perMinute);
  }
}
