package dev.countersign.process;

import dev.countersign.sandbox.Delay;
import dev.countersign.sandbox.Effect;
import dev.countersign.sandbox.Fault;
import dev.countersign.sandbox.Sandbox;
import dev.countersign.testing.BrokerCluster;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What goes wrong: a platform that is never quite well, and one misfortune after the other. */
final class ChaosStorm implements AutoCloseable {
  /** Longer than the group's session. */
  private static final int ZOMBIE_MILLIS = 4_500;

  private static final Duration READ_LAG = Duration.ofMillis(900);

  private enum Misfortune {
    KILL,
    ZOMBIE,
    ROLLING_RESTART,
    BROKER_KILLED,
    OUTAGE,
    SOCKETS_DROPPED,
    // Only in a long run:
    KILL_AGAIN,
    BROKER_STOPPED,
    BROKERS_FROZEN
  }

  private static final List<Misfortune> ALL = List.of(Misfortune.values());

  private final ChaosWorkers workers;
  private final BrokerCluster brokers;
  private final Sandbox sandbox;
  private final ChaosPlan plan;
  private final Chronicle chronicle;
  private final Schedule schedule = new Schedule();
  private final Random random;
  private final Deque<Misfortune> deck = new ArrayDeque<>();
  private final AtomicBoolean brokerAway = new AtomicBoolean();
  private volatile boolean isCalm;

  ChaosStorm(
      ChaosWorkers workers,
      BrokerCluster brokers,
      Sandbox sandbox,
      ChaosPlan plan,
      Chronicle chronicle) {
    this.workers = workers;
    this.brokers = brokers;
    this.sandbox = sandbox;
    this.plan = plan;
    this.chronicle = chronicle;
    this.random = new Random(plan.seed() + 2);
  }

  void begin() {
    weather(null);
    shuffle();
    next();
    if (plan.isLong()) {
      schedule.after(plan.storm().toMillis(), () -> isCalm = true);
    }
  }

  /** Whether it is over, and all processes are there again. */
  boolean isOver() {
    return schedule.isDone();
  }

  /** From now on everything works; sockets that are silent for ever are reset once. */
  void calmDown() {
    workers.calm();
    sandbox.faults().clear();
    sandbox.faults().dropSockets();
    chronicle.add("storm", null, "calm");
  }

  private void next() {
    int gap = plan.isLong() ? random.nextInt(500, 6_000) : random.nextInt(500, 1_500);
    schedule.after(
        gap,
        () -> {
          if (deck.isEmpty() && plan.isLong()) {
            shuffle();
          }
          if (deck.isEmpty() || isCalm) {
            isCalm = true;
          } else {
            strike(deck.remove());
            next();
          }
        });
  }

  /** Each kind comes once before any comes again; in a short run it comes once. */
  private void shuffle() {
    List<Misfortune> all =
        new ArrayList<>(plan.isLong() ? ALL : ALL.subList(0, Misfortune.KILL_AGAIN.ordinal()));
    Collections.shuffle(all, random);
    deck.addAll(all);
  }

  private void strike(Misfortune misfortune) {
    ChaosWorkers.Place place = workers.place(random.nextInt(workers.size()));
    int broker = random.nextInt(brokers.size());
    int millis = random.nextInt(500, plan.isLong() ? 6_000 : 2_000);
    switch (misfortune) {
      case KILL, KILL_AGAIN ->
          schedule.aside(
              () -> {
                chronicle.misfortune("kill -9", place.name());
                place.kill();
              });
      case ZOMBIE ->
          schedule.aside(
              () -> {
                chronicle.misfortune("zombie", place.name());
                Runnable back = chronicle.absent();
                place.freeze();
                schedule.after(
                    ZOMBIE_MILLIS + millis / 2,
                    () ->
                        schedule.aside(
                            () -> {
                              chronicle.add("storm", null, "goes on: " + place.name());
                              place.thaw();
                              back.run();
                            }));
              });
      case ROLLING_RESTART ->
          schedule.aside(
              () -> {
                chronicle.misfortune("rolling restart", "");
                for (int i = 0; i < workers.size(); i++) {
                  workers.place(i).replace();
                }
                chronicle.add("storm", null, "all restarted");
              });
      case BROKER_KILLED -> withoutBroker(broker, millis, true);
      case BROKER_STOPPED -> withoutBroker(broker, millis, false);
      case BROKERS_FROZEN -> frozenBrokers(millis);
      case OUTAGE -> outage(millis);
      case SOCKETS_DROPPED -> {
        chronicle.misfortune("sockets dropped", "");
        sandbox.faults().dropSockets();
      }
    }
  }

  /** One at a time, and not before all that it missed is with it again. */
  private void withoutBroker(int broker, int millis, boolean killed) {
    if (brokerAway.compareAndSet(false, true)) {
      schedule.aside(
          () -> {
            chronicle.misfortune(killed ? "broker kill -9" : "broker stopped", "" + broker);
            if (killed) {
              brokers.kill(broker);
            } else {
              brokers.stop(broker);
            }
            schedule.after(
                millis,
                () ->
                    schedule.aside(
                        () -> {
                          brokers.restart(broker);
                          brokers.awaitInSync();
                          chronicle.add("storm", null, "brokers in sync");
                          brokerAway.set(false);
                        }));
          });
    }
  }

  private void frozenBrokers(int millis) {
    if (brokerAway.compareAndSet(false, true)) {
      chronicle.misfortune("brokers frozen", "");
      Runnable back = chronicle.absent();
      brokers.freeze();
      schedule.after(
          millis,
          () -> {
            brokers.thaw();
            schedule.aside(
                () -> {
                  brokers.awaitInSync();
                  chronicle.add("storm", null, "brokers go on");
                  back.run();
                  brokerAway.set(false);
                });
          });
    }
  }

  private void outage(int millis) {
    Effect effect =
        switch (random.nextInt(4)) {
          case 0 -> new Effect.Reset();
          case 1 -> new Effect.Status(503, null, "<html>Bad gateway</html>");
          case 2 -> new Effect.RateLimited(1, true);
          default -> new Effect.LoseAnswer();
        };
    chronicle.misfortune("outage", effect.toString());
    weather(new Fault(null, null, null, null, 1, 0, effect));
    schedule.after(
        millis,
        () -> {
          chronicle.add("storm", null, "outage over");
          weather(null);
        });
  }

  /**
   * By number of calls and not by time, so that it does not matter how fast the machine is.
   *
   * @param first before all others
   */
  private void weather(@Nullable Fault first) {
    sandbox.faults().clear();
    if (first != null) {
      sandbox.faults().add(first);
    }
    sandbox
        .faults()
        .add(
            sometimes(
                0.3, new Effect.Latency(new Delay.Uniform(Duration.ZERO, Duration.ofMillis(250)))),
            new Fault(null, null, null, null, 1, 0, new Effect.ReadLag(READ_LAG)),
            sometimes(0.08, "create", new Effect.LoseAnswer()),
            sometimes(0.04, "create", new Effect.Status(500, null, null)),
            sometimes(0.04, "create", new Effect.Reset()),
            sometimes(0.02, "create", new Effect.RateLimited(1, false)),
            sometimes(0.10, "cancel", new Effect.LoseAnswer()),
            sometimes(0.05, "cancel", new Effect.Status(502, null, "<html></html>")),
            sometimes(0.05, "read", new Effect.Status(500, null, null)),
            sometimes(0.03, "read", new Effect.Reset()),
            sometimes(0.02, "read", new Effect.RateLimited(1, true)),
            sometimes(0.10, "read_by_identifier", new Effect.LoseAnswer()),
            sometimes(0.05, "socket", new Effect.Status(503, null, null)),
            sometimes(0.05, "socket", new Effect.SilentSockets(false)),
            sometimes(0.05, "socket", new Effect.SilentSockets(true)),
            sometimes(0.10, "socket", new Effect.GarbageFrames()),
            sometimes(0.30, "socket", new Effect.FragmentedFrames()));
  }

  private Fault sometimes(double probability, Effect effect) {
    return sometimes(probability, null, effect);
  }

  private Fault sometimes(double probability, @Nullable String path, Effect effect) {
    return new Fault(null, null, path, null, probability, random.nextLong(), effect);
  }

  @Override
  public void close() {
    schedule.close();
  }
}
