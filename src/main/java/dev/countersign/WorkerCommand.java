package dev.countersign;

import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One worker of the fleet. */
@Command(
    name = "worker",
    description = "Turn commands into sign requests, and what becomes of them into events.",
    mixinStandardHelpOptions = true)
final class WorkerCommand implements Callable<Integer> {
  @Mixin private final Configuration configuration = new Configuration();

  @Override
  public Integer call() {
    // The first Kafka client wants it, and it takes a tenth of a start to come up.
    Thread.ofPlatform()
        .daemon()
        .name("countersign-jmx")
        .start(ManagementFactory::getPlatformMBeanServer);
    CountersignConfig config = configuration.load(ConfigLoader.Applications.REQUIRED);
    Stop stop = Stop.onTermination();
    try (WorkerProcess worker = new WorkerProcess(config, configuration::applications)) {
      String origin = "http://" + config.http().host() + ":";
      System.out.println("worker: " + origin + worker.port());
      worker.publicPort().ifPresent(port -> System.out.println("public: " + origin + port));
      worker.run(stop);
    } finally {
      stop.done();
    }
    return Exit.OK;
  }
}
