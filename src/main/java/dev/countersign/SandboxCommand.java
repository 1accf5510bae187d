package dev.countersign;

import dev.countersign.sandbox.Sandbox;
import dev.countersign.sandbox.SandboxOptions;
import java.util.concurrent.Callable;
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
      "Point a worker at it with countersign.platform.url and the URL that is printed.",
      "OAuth2 and OpenID Connect: countersign.oauth2.url, and every other client's issuer, is that",
      "URL with /oauth2."
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

  @Override
  public Integer call() {
    Stop stop = Stop.onTermination();
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withHost(host).withPort(port))) {
      System.out.println("sandbox: " + sandbox.url());
      stop.await();
    } finally {
      stop.done();
    }
    return Exit.OK;
  }
}
