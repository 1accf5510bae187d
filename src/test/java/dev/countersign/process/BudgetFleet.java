package dev.countersign.process;

import dev.countersign.wire.Partitioner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.awaitility.Awaitility;

/** Three workers that have shared out the partitions, and which of them has what. */
final class BudgetFleet implements AutoCloseable {
  private static final int SIZE = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Map<String, JarProcess> workers = new LinkedHashMap<>();
  private final Path logs;
  private final String hot;
  private final Set<Integer> hotPartitions;

  /**
   * @param more settings, beside those of the deployment
   * @param logs where to keep what they print
   */
  BudgetFleet(Deployment deployment, Map<String, String> more, Path logs) {
    this.logs = logs;
    for (int i = 0; i < SIZE; i++) {
      String name = "w" + i;
      workers.put(name, deployment.startWorker(name, more, _ -> {}));
    }
    try {
      Map.Entry<String, Set<Integer>> most =
          shares(deployment).entrySet().stream()
              .max(Comparator.comparing(share -> share.getValue().size()))
              .orElseThrow();
      this.hot = most.getKey();
      this.hotPartitions = most.getValue();
      workers.values().forEach(worker -> worker.awaitErr("partition restored"));
    } catch (RuntimeException | AssertionError e) {
      workers.values().forEach(JarProcess::close);
      throw e;
    }
  }

  /** Names and partitions, as soon as everybody has some. */
  private static Map<String, Set<Integer>> shares(Deployment deployment) {
    try (Admin admin = deployment.admin()) {
      return Awaitility.await("a share for each worker")
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(300))
          .ignoreExceptions()
          .until(
              () -> described(admin, deployment),
              shares ->
                  shares.size() == SIZE
                      && shares.values().stream().mapToInt(Set::size).sum()
                          == Deployment.PARTITIONS);
    }
  }

  private static Map<String, Set<Integer>> described(Admin admin, Deployment deployment)
      throws Exception {
    String group = deployment.prefix();
    String inbox = deployment.config().topics().inbox();
    Map<String, Set<Integer>> shares = new TreeMap<>();
    var groups = admin.describeConsumerGroups(List.of(group)).all().get();
    for (MemberDescription member : groups.values().iterator().next().members()) {
      // The group, a dash, the worker's name, and where it can be reached.
      String name = member.clientId().replaceFirst("@.*", "").substring(group.length() + 1);
      member.assignment().topicPartitions().stream()
          .filter(partition -> partition.topic().equals(inbox))
          .forEach(
              partition ->
                  shares.computeIfAbsent(name, _ -> new TreeSet<>()).add(partition.partition()));
    }
    return shares;
  }

  /** An id that the worker with the most partitions is to own, or one of the others. */
  String id(String wish, boolean toTheHotOne) {
    return Stream.iterate(0, i -> i + 1)
        .map(i -> wish + "-" + i)
        .filter(id -> isHot(id) == toTheHotOne)
        .findFirst()
        .orElseThrow();
  }

  private boolean isHot(String id) {
    return hotPartitions.contains(Partitioner.partition(id, Deployment.PARTITIONS));
  }

  /** kill -9 for the one that holds the most; nobody takes its place. */
  void killTheHotOne() {
    worker(hot).kill();
  }

  private JarProcess worker(String name) {
    JarProcess worker = workers.get(name);
    if (worker == null) {
      throw new IllegalStateException(name + " is none of " + workers.keySet());
    }
    return worker;
  }

  /** Those that are there; who ended by itself is named. */
  String state() {
    return workers.entrySet().stream()
        .map(e -> e.getKey() + (e.getValue().isAlive() ? "" : " (dead)"))
        .collect(Collectors.joining(", ", hot + " has " + hotPartitions + " of ", ""));
  }

  @Override
  public void close() {
    workers.forEach(
        (name, worker) -> {
          worker.close();
          try {
            Files.writeString(logs.resolve(name + ".log"), worker.printed());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
