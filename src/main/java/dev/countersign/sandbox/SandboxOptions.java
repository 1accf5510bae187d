package dev.countersign.sandbox;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a sandbox is started.
 *
 * @param port 0 takes any free one
 * @param time what the sandbox's own clock starts from and runs on
 * @param resolveLag how long a read still shows a payload pending after its resolve frame went out
 *     (PROTOCOL §7.2); sandbox time
 * @param dispatchDelay how long after the signature the wallet reports what the ledger said
 *     (PROTOCOL §12); sandbox time
 * @param ledgerInterval how often the ledgers close; a transaction is validated half to one and a
 *     half intervals after its submission (PROTOCOL §13); sandbox time
 * @param controlFromAnywhere serve the phone and {@code /sandbox/…} beyond the loopback interface
 * @param seed of all ids handed out; null makes every run different
 * @param scenario the world to begin with, and to go back to; it has the last word
 */
public record SandboxOptions(
    String host,
    int port,
    InstantSource time,
    Limits limits,
    Duration resolveLag,
    Duration dispatchDelay,
    Duration ledgerInterval,
    boolean controlFromAnywhere,
    @Nullable Long seed,
    Settings settings,
    @Nullable Scenario scenario) {

  public static final int DEFAULT_PORT = 4080;

  private static final SandboxOptions DEFAULTS =
      new SandboxOptions(
          "127.0.0.1",
          DEFAULT_PORT,
          InstantSource.system(),
          Limits.OFF,
          Duration.ofMillis(5),
          Duration.ofMillis(300),
          Duration.ofSeconds(4),
          false,
          null,
          Settings.USUAL,
          null);

  public static SandboxOptions defaults() {
    return DEFAULTS;
  }

  public static SandboxOptions onAnyPort() {
    return defaults().withPort(0);
  }

  public SandboxOptions withHost(String host) {
    return with(o -> o.host = host);
  }

  public SandboxOptions withPort(int port) {
    return with(o -> o.port = port);
  }

  public SandboxOptions withTime(InstantSource time) {
    return with(o -> o.time = time);
  }

  public SandboxOptions withLimits(Limits limits) {
    return with(o -> o.limits = limits);
  }

  public SandboxOptions withResolveLag(Duration lag) {
    return with(o -> o.resolveLag = lag);
  }

  public SandboxOptions withDispatchDelay(Duration delay) {
    return with(o -> o.dispatchDelay = delay);
  }

  public SandboxOptions withLedgerInterval(Duration interval) {
    return with(o -> o.ledgerInterval = interval);
  }

  public SandboxOptions withControlFromAnywhere(boolean anywhere) {
    return with(o -> o.controlFromAnywhere = anywhere);
  }

  public SandboxOptions withSeed(long seed) {
    return with(o -> o.seed = seed);
  }

  public SandboxOptions withSettings(Settings settings) {
    return with(o -> o.settings = settings);
  }

  public SandboxOptions withScenario(@Nullable Scenario scenario) {
    return with(o -> o.scenario = scenario);
  }

  private SandboxOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** The same, open to change. */
  private static final class Draft {
    String host;
    int port;
    InstantSource time;
    Limits limits;
    Duration resolveLag;
    Duration dispatchDelay;
    Duration ledgerInterval;
    boolean controlFromAnywhere;
    @Nullable Long seed;
    Settings settings;
    @Nullable Scenario scenario;

    Draft(SandboxOptions from) {
      host = from.host;
      port = from.port;
      time = from.time;
      limits = from.limits;
      resolveLag = from.resolveLag;
      dispatchDelay = from.dispatchDelay;
      ledgerInterval = from.ledgerInterval;
      controlFromAnywhere = from.controlFromAnywhere;
      seed = from.seed;
      settings = from.settings;
      scenario = from.scenario;
    }

    SandboxOptions options() {
      return new SandboxOptions(
          host,
          port,
          time,
          limits,
          resolveLag,
          dispatchDelay,
          ledgerInterval,
          controlFromAnywhere,
          seed,
          settings,
          scenario);
    }
  }
}
