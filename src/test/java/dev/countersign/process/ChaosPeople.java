package dev.countersign.process;

import dev.countersign.sandbox.PayloadSnapshot;
import dev.countersign.sandbox.Sandbox;
import dev.countersign.sandbox.SandboxPerson;
import dev.countersign.sandbox.SandboxRefusal;
import dev.countersign.sandbox.Signing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What people do with the payloads they get. Each makes up their mind once; some are slow. */
final class ChaosPeople implements AutoCloseable {
  private static final Duration GLANCE = Duration.ofMillis(60);

  private enum Habit {
    IGNORES,
    LOOKS,
    ACTS,
    ACTS_LATE,
    SIGNS_WHATEVER_HAPPENED,
    LOSES_THE_REPORT
  }

  private static final List<Habit> HABITS =
      List.of(
          Habit.IGNORES,
          Habit.IGNORES,
          Habit.LOOKS,
          Habit.ACTS,
          Habit.ACTS,
          Habit.ACTS,
          Habit.ACTS,
          Habit.ACTS_LATE,
          Habit.SIGNS_WHATEVER_HAPPENED,
          Habit.LOSES_THE_REPORT);

  private final Sandbox sandbox;
  private final ChaosPlan plan;
  private final Chronicle chronicle;
  private final Schedule schedule = new Schedule();
  private final Random random;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final Map<String, Instant> decided = new HashMap<>();
  private final Set<String> touched = new HashSet<>();

  /** Who is asked, as the request has it; payloads of nobody's requests go to a passer-by. */
  interface Users {
    @Nullable String of(String requestId);
  }

  private final Users users;

  ChaosPeople(Sandbox sandbox, ChaosPlan plan, Users users, Chronicle chronicle) {
    this.sandbox = sandbox;
    this.plan = plan;
    this.users = users;
    this.chronicle = chronicle;
    this.random = new Random(plan.seed() + 1);
  }

  void begin() {
    schedule.every(GLANCE, this::look);
  }

  /** Whether nobody is about to do anything. */
  boolean isDone() {
    return sandbox.payloads().stream().allMatch(payload -> known.contains(payload.uuid()))
        && schedule.isDone();
  }

  /** When somebody began to decide; null: nobody has. */
  synchronized @Nullable Instant decided(String uuid) {
    return decided.get(uuid);
  }

  /** Whether anybody has had it on screen. */
  synchronized boolean touched(String uuid) {
    return touched.contains(uuid);
  }

  private void look() {
    for (PayloadSnapshot payload : sandbox.payloads()) {
      if (!known.contains(payload.uuid())) {
        chronicle.add("platform", payload.identifier(), "created " + payload.uuid());
        plan(payload);
        known.add(payload.uuid());
      }
    }
  }

  private void plan(PayloadSnapshot payload) {
    int soon = random.nextInt(20, 2_500);
    int pause = random.nextInt(plan.isLong() && random.nextInt(4) == 0 ? 40_000 : 1_500);
    switch (HABITS.get(random.nextInt(HABITS.size()))) {
      case IGNORES -> {}
      case LOOKS -> later(soon, payload, "opens", this::open);
      case ACTS -> {
        later(soon, payload, "opens", this::open);
        boolean signs = random.nextInt(4) > 0;
        later(
            soon + pause, payload, signs ? "signs" : "rejects", signs ? this::sign : this::reject);
      }
      case ACTS_LATE -> {
        later(soon, payload, "opens", this::open);
        if (plan.isLong()) {
          later(60_000 + random.nextInt(20_000), payload, "signs late", this::signLate);
        }
      }
      case SIGNS_WHATEVER_HAPPENED ->
          later(soon + 2 * pause, payload, "signs whatever happened", this::signLate);
      case LOSES_THE_REPORT ->
          later(
              soon,
              payload,
              "signs, and the report is lost",
              (who, uuid) -> {
                touch(uuid);
                who.sign(uuid, Signing.USUAL.losingReport());
              });
    }
  }

  private interface Deed {
    void by(SandboxPerson who, String uuid);
  }

  private void open(SandboxPerson who, String uuid) {
    touch(uuid);
    who.open(uuid);
  }

  private void sign(SandboxPerson who, String uuid) {
    decide(uuid);
    who.sign(uuid);
  }

  private void signLate(SandboxPerson who, String uuid) {
    decide(uuid);
    who.sign(uuid, Signing.USUAL.asLate());
  }

  private void reject(SandboxPerson who, String uuid) {
    decide(uuid);
    who.reject(uuid);
  }

  private synchronized void touch(String uuid) {
    touched.add(uuid);
  }

  private synchronized void decide(String uuid) {
    touched.add(uuid);
    decided.put(uuid, Instant.now());
  }

  private void later(int millis, PayloadSnapshot payload, String what, Deed deed) {
    schedule.after(millis, () -> act(payload, what, deed));
  }

  private void act(PayloadSnapshot payload, String what, Deed deed) {
    String identifier = Objects.requireNonNull(payload.identifier());
    String name = Objects.requireNonNullElse(users.of(identifier), "passer-by");
    chronicle.add("person", identifier, name + " " + what);
    try {
      deed.by(sandbox.person(name), payload.uuid());
    } catch (SandboxRefusal refused) {
      chronicle.add("person", identifier, name + " cannot: " + refused.getMessage());
    }
  }

  // --- in the end of a short run

  /** Who has it open makes up their mind. */
  void decideWhatIsOpen() {
    for (PayloadSnapshot payload : sandbox.payloads()) {
      if (payload.opened() && !payload.resolved() && !payload.cancelled()) {
        boolean signs = random.nextBoolean();
        act(payload, signs ? "signs" : "rejects", signs ? this::sign : this::reject);
      }
    }
  }

  /** Some sign what they should not be able to sign any more. */
  void signSomeThatEnded() {
    for (PayloadSnapshot payload : sandbox.payloads()) {
      if (!payload.resolved() && payload.expired() && random.nextInt(3) == 0) {
        act(payload, "signs whatever happened", this::signLate);
      }
    }
  }

  @Override
  public void close() {
    schedule.close();
  }
}
