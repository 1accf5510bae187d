package dev.countersign.process;

import dev.countersign.sandbox.SandboxApplication;
import dev.countersign.testing.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fleet: so many places, and in each a worker that is replaced when it ends. */
final class ChaosWorkers implements AutoCloseable {
  /** From then on SIGTERM is understood. */
  private static final String LISTENS = "worker: http://";

  private final Deployment deployment;
  private final Path logs;
  private final Chronicle chronicle;
  private final Map<String, String> more;
  private final List<Place> places = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();

  ChaosWorkers(
      Deployment deployment,
      String protocol,
      SandboxApplication shop,
      int size,
      Path logs,
      Chronicle chronicle) {
    this.deployment = deployment;
    this.logs = logs;
    this.chronicle = chronicle;
    this.more = new HashMap<>(deployment.noticingDeathsSoon(protocol));
    more.putAll(
        Map.of(
            "LOG_LEVEL",
            "DEBUG",
            "COUNTERSIGN_FORMAT",
            "avro",
            "COUNTERSIGN_ABANDON_AFTER",
            "15s",
            // Nobody waits for a quarter of an hour here to see that it is read.
            "COUNTERSIGN_RECONCILE_EVERY",
            "5s",
            "COUNTERSIGN_APPLICATIONS_SHOP_API_KEY",
            shop.key(),
            "COUNTERSIGN_APPLICATIONS_SHOP_API_SECRET",
            shop.secret()));
    for (int i = 0; i < size; i++) {
      places.add(new Place("w" + i));
    }
  }

  int size() {
    return places.size();
  }

  Place place(int number) {
    return places.get(number);
  }

  /** What no worker should do of its own accord. */
  synchronized List<String> troubles() {
    return List.copyOf(troubles);
  }

  private synchronized void trouble(String what) {
    chronicle.add("worker", null, what);
    troubles.add(what);
  }

  /** Where one worker runs at a time. */
  final class Place implements AutoCloseable {
    private final String name;
    private int lives;
    private boolean frozen;
    private boolean closed;
    private JarProcess worker;

    Place(String name) {
      this.name = name;
      this.worker = begin();
    }

    String name() {
      return name;
    }

    private JarProcess begin() {
      lives++;
      Map<String, String> environment = deployment.worker(name);
      environment.putAll(more);
      List<String> options = new ArrayList<>(ClassArchive.options());
      options.add("-Xmx128m");
      return JarProcess.start(options, environment, _ -> {}, "worker");
    }

    /** SIGKILL; the next one starts at once. */
    synchronized void kill() {
      if (!closed) {
        alive();
        frozen = false;
        worker.kill();
        keepLog();
        worker = begin();
      }
    }

    /** SIGTERM, as a rolling update does; the next one starts when it has ended. */
    synchronized void replace() {
      if (!closed) {
        terminate();
        ended();
        worker = begin();
        worker.awaitOut(LISTENS);
      }
    }

    /** SIGTERM. */
    synchronized void terminate() {
      thaw();
      alive();
      worker.awaitOut(LISTENS);
      worker.terminate();
    }

    /** Waits for the end of a worker that was told to. */
    synchronized void ended() {
      int status = worker.exitStatus();
      if (status != 0) {
        trouble(name + " ended with " + status + " after SIGTERM");
      }
      keepLog();
    }

    synchronized void freeze() {
      frozen = true;
      Signals.freeze(worker.process());
    }

    synchronized void thaw() {
      if (frozen) {
        frozen = false;
        Signals.thaw(worker.process());
      }
    }

    synchronized JarProcess worker() {
      return worker;
    }

    private void alive() {
      if (!worker.isAlive()) {
        trouble(name + " ended by itself with " + worker.exitStatus());
      }
    }

    private void keepLog() {
      try {
        Files.writeString(logs.resolve(name + "-" + lives + ".log"), worker.printed());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public synchronized void close() {
      closed = true;
      thaw();
      worker.close();
      keepLog();
    }
  }

  /** Whether all of them take part. */
  boolean isStarted() {
    return places.stream()
        .allMatch(
            place ->
                place.worker().err().stream()
                    .anyMatch(line -> line.contains("partition restored")));
  }

  void calm() {
    places.forEach(Place::thaw);
  }

  /** All end, and one that never ran before takes over everything. */
  JarProcess replaceByAFreshOne() {
    places.forEach(Place::terminate);
    places.forEach(Place::ended);
    places.clear();
    places.add(new Place("fresh"));
    return places.getFirst().worker();
  }

  @Override
  public void close() {
    places.forEach(Place::close);
  }
}
