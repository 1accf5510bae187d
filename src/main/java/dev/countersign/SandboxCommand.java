package dev.countersign;

import dev.countersign.sandbox.Limits;
import dev.countersign.sandbox.Sandbox;
import dev.countersign.sandbox.SandboxOptions;
import dev.countersign.sandbox.Scenario;
import dev.countersign.sandbox.ScenarioException;
import dev.countersign.sandbox.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
      "OAuth2 and OpenID Connect: the issuer is that URL with /oauth2.",
      "How to move people, time and misfortune, and what a scenario may hold, is at",
      "/sandbox/ there.",
      "",
      "Example: countersign sandbox --port 4080 --no-limits"
    })
final class SandboxCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

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
      names = "--scenario",
      paramLabel = "FILE",
      description = "The world to begin with: applications, people, limits, clock, seed, faults.")
  private @Nullable Path scenario;

  @Option(
      names = "--creates-per-minute",
      paramLabel = "N",
      description =
          "How many payloads an application may create a minute; 0 is no limit (default: 30).")
  private @Nullable Integer creates;

  @Option(
      names = "--calls-per-minute",
      paramLabel = "N",
      description =
          "How many calls an application may make a minute; 0 is no limit (default: 100).")
  private @Nullable Integer calls;

  @Option(names = "--no-limits", description = "As many creates and calls as anyone likes.")
  private boolean noLimits;

  @Option(
      names = "--webhooks-to-localhost",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Send webhooks to loopback and private addresses too, which the platform refuses"
              + " (default: ${DEFAULT-VALUE}).")
  private boolean webhooksToLocalhost;

  @Option(
      names = "--control-from-anywhere",
      description =
          "Let other machines move people, clock and faults too, at / and /sandbox/; by default"
              + " only this one may.")
  private boolean controlFromAnywhere;

  @Override
  public Integer call() {
    SandboxOptions options = options();
    Stop stop = Stop.onTermination();
    try (Sandbox sandbox = Sandbox.start(options)) {
      System.out.println("sandbox: " + sandbox.url());
      stop.await();
    } finally {
      stop.done();
    }
    return Exit.OK;
  }

  SandboxOptions options() {
    if (port < 0 || port > 65_535) {
      throw wrong("--port: " + port + " is not 0 to 65535");
    }
    Scenario given = scenario == null ? null : read(scenario);
    boolean ownLimits = noLimits || creates != null || calls != null;
    return SandboxOptions.defaults()
        .withHost(host)
        .withPort(port)
        .withLimits(limits())
        .withControlFromAnywhere(controlFromAnywhere)
        .withSettings(Settings.USUAL.withWebhooksToLocalhost(webhooksToLocalhost))
        .withScenario(given != null && ownLimits ? given.withoutLimits() : given);
  }

  private Limits limits() {
    if (!noLimits) {
      return new Limits(
          limit("--creates-per-minute", creates, Limits.USUAL.creates()),
          limit("--calls-per-minute", calls, Limits.USUAL.calls()));
    }
    if (creates != null || calls != null) {
      throw wrong("--no-limits leaves no room for --creates-per-minute and --calls-per-minute");
    }
    return Limits.OFF;
  }

  private @Nullable Integer limit(String option, @Nullable Integer given, @Nullable Integer usual) {
    if (given == null) {
      return usual;
    }
    if (given < 0) {
      throw wrong(option + ": " + given + " is below 0; 0 is no limit");
    }
    return given == 0 ? null : given;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private static Scenario read(Path file) {
    try {
      return Scenario.parse(Files.readString(file));
    } catch (IOException e) {
      throw new InputException("cannot read the scenario: " + e);
    } catch (ScenarioException e) {
      throw new InputException(file + ": " + e.getMessage());
    }
  }
}
