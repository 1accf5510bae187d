package dev.countersign.sandbox;

import java.time.Duration;
import java.time.InstantSource;
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
    @Nullable Long seed) {

  public static final int DEFAULT_PORT = 4080;

  public static SandboxOptions defaults() {
    return new SandboxOptions(
        "127.0.0.1",
        DEFAULT_PORT,
        InstantSource.system(),
        Limits.OFF,
        Duration.ofMillis(5),
        Duration.ofMillis(300),
        Duration.ofSeconds(4),
        false,
        null);
  }

  public static SandboxOptions onAnyPort() {
    return defaults().withPort(0);
  }

  public SandboxOptions withHost(String newHost) {
    return new SandboxOptions(
        newHost,
        port,
        time,
        limits,
        resolveLag,
        dispatchDelay,
        ledgerInterval,
        controlFromAnywhere,
        seed);
  }

  public SandboxOptions withPort(int newPort) {
    return new SandboxOptions(
        host,
        newPort,
        time,
        limits,
        resolveLag,
        dispatchDelay,
        ledgerInterval,
        controlFromAnywhere,
        seed);
  }

  public SandboxOptions withTime(InstantSource newTime) {
    return new SandboxOptions(
        host,
        port,
        newTime,
        limits,
        resolveLag,
        dispatchDelay,
        ledgerInterval,
        controlFromAnywhere,
        seed);
  }

  public SandboxOptions withLimits(Limits newLimits) {
    return new SandboxOptions(
        host,
        port,
        time,
        newLimits,
        resolveLag,
        dispatchDelay,
        ledgerInterval,
        controlFromAnywhere,
        seed);
  }

  public SandboxOptions withResolveLag(Duration newLag) {
    return new SandboxOptions(
        host, port, time, limits, newLag, dispatchDelay, ledgerInterval, controlFromAnywhere, seed);
  }

  public SandboxOptions withDispatchDelay(Duration newDelay) {
    return new SandboxOptions(
        host, port, time, limits, resolveLag, newDelay, ledgerInterval, controlFromAnywhere, seed);
  }

  public SandboxOptions withLedgerInterval(Duration newInterval) {
    return new SandboxOptions(
        host,
        port,
        time,
        limits,
        resolveLag,
        dispatchDelay,
        newInterval,
        controlFromAnywhere,
        seed);
  }

  public SandboxOptions withControlFromAnywhere(boolean anywhere) {
    return new SandboxOptions(
        host, port, time, limits, resolveLag, dispatchDelay, ledgerInterval, anywhere, seed);
  }

  public SandboxOptions withSeed(long newSeed) {
    return new SandboxOptions(
        host,
        port,
        time,
        limits,
        resolveLag,
        dispatchDelay,
        ledgerInterval,
        controlFromAnywhere,
        newSeed);
  }
}
