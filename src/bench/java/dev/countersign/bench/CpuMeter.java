package dev.countersign.bench;

/**
 * CPU time of all who take part, this process that sends and reads among them, from when it is
 * made; they share the machine's cores.
 */
final class CpuMeter {
  private final Child program;
  private final Platform platform;
  private final Broker broker;
  private final double programBefore;
  private final double platformBefore;
  private final double brokerBefore;
  private final double runnerBefore;

  CpuMeter(Child program, Platform platform, Broker broker) {
    this.program = program;
    this.platform = platform;
    this.broker = broker;
    this.programBefore = program.cpuSeconds();
    this.platformBefore = platform.cpuSeconds();
    this.brokerBefore = broker.cpuSeconds();
    this.runnerBefore = runnerSeconds();
  }

  private static double runnerSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  /**
   * Adds what one of {@code count} has cost.
   *
   * @param each what is counted
   */
  void add(Figures figures, String name, String each, int count) {
    String figure = "CPU ms/" + each;
    figures.add(name, figure, (program.cpuSeconds() - programBefore) * 1_000 / count);
    figures.add(
        name, "stand-in's " + figure, (platform.cpuSeconds() - platformBefore) * 1_000 / count);
    figures.add(name, "broker's " + figure, (broker.cpuSeconds() - brokerBefore) * 1_000 / count);
    figures.add(name, "runner's " + figure, (runnerSeconds() - runnerBefore) * 1_000 / count);
  }
}
