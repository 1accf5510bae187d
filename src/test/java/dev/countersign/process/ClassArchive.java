package dev.countersign.process;

import dev.countersign.sandbox.SandboxApplication;
import dev.countersign.testing.TestBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The classes of a worker as an archive of the JVM, made once: so a process starts with half the
 * work, and these tests start about a hundred.
 */
final class ClassArchive {
  private ClassArchive() {}

  /** For every process; without an archive they start all the same. */
  static List<String> options() {
    return Made.OPTIONS;
  }

  private static final class Made {
    static final List<String> OPTIONS = make();
  }

  private static List<String> make() {
    Path archive = JarProcess.jar().resolveSibling("process-tests.jsa");
    String prefix = TestBroker.uniquePrefix("archive");
    Map<String, String> environment =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            TestBroker.bootstrapServers(),
            "COUNTERSIGN_TOPIC_PREFIX",
            prefix,
            "COUNTERSIGN_GROUP_ID",
            prefix,
            "COUNTERSIGN_PARTITIONS",
            "1",
            "COUNTERSIGN_PLATFORM_URL",
            "http://127.0.0.1:1",
            "COUNTERSIGN_APPLICATIONS_DEFAULT_API_KEY",
            SandboxApplication.DEFAULT.key(),
            "COUNTERSIGN_APPLICATIONS_DEFAULT_API_SECRET",
            SandboxApplication.DEFAULT.secret(),
            "COUNTERSIGN_HTTP_PORT",
            "0");
    try (JarProcess worker =
        JarProcess.start(
            List.of("-XX:ArchiveClassesAtExit=" + archive), environment, _ -> {}, "worker")) {
      worker.awaitErr("partition restored");
      worker.terminate();
      boolean made = worker.exitStatus() == 0 && Files.exists(archive);
      return made ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
    }
  }
}
