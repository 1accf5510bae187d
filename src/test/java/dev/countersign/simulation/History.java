package dev.countersign.simulation;

import dev.countersign.promises.Rule;
import dev.countersign.request.Settings;
import dev.countersign.wire.Encodings;
import dev.countersign.wire.Format;
import dev.countersign.wire.Releases;
import dev.countersign.wire.StateCodec;
import dev.countersign.worker.Codecs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** One seed's story: a fleet in a storm, then calm until all has ended, then the reckoning. */
final class History {
  static final int DEFAULT_EXPIRE_MINUTES = 10;
  private static final Duration ABANDON_AFTER = Duration.ofMinutes(20);
  static final Codecs CODECS = codecs(new StateCodec());
  static final Codecs NEXT_RELEASE = codecs(Releases.next());
  private static final Duration LONGEST_CALM = Duration.ofHours(8);

  /** Whoever was down is back, every gate is open, and every lost socket was noticed. */
  private static final Duration SETTLING = Duration.ofMinutes(3);

  final Agenda agenda = new Agenda();
  final Settings settings;
  final Steps steps;
  final Journal journal;
  final Findings findings;
  final Cluster cluster;
  final World world;
  final Weather weather;
  final PostWatch posts;
  final Fleet fleet;
  final Commands commands;
  private final Storm storm;
  private final Duration stormLength;
  private final int size;
  private final boolean forgetting;
  private final boolean restless;
  private Instant calmFrom = Instant.MAX;
  private Instant calmUntil = Instant.MIN;
  private final Chance restarts;

  History(long seed, Assembly assembly) {
    this(seed, assembly, Set.of(), false);
  }

  /**
   * @param leftOut steps that do not happen
   * @param written whether every step is written down
   */
  History(long seed, Assembly assembly, Set<String> leftOut, boolean written) {
    Chance chance = new Chance(seed);
    this.steps = new Steps(leftOut);
    this.journal = new Journal(agenda, written);
    this.findings = new Findings(journal);
    this.cluster =
        new Cluster(agenda, chance.fork(), journal, chance.pick(List.of(Group.Protocol.values())));
    this.world = new World(agenda, chance.fork(), journal);
    this.weather = new Weather(agenda, chance.fork());
    this.posts = new PostWatch(cluster, world, findings);
    this.size = chance.between(1, 3);
    this.forgetting = chance.of(0.06);
    this.restless = chance.of(0.06);
    this.restarts = chance.fork();
    this.settings =
        new Settings(
            DEFAULT_EXPIRE_MINUTES,
            ABANDON_AFTER,
            forgetting ? Duration.ofMinutes(chance.between(30, 60)) : Duration.ofDays(2),
            Duration.ofMinutes(15),
            Duration.ofSeconds(10),
            world.bank.networks(),
            Duration.ofSeconds(chance.spread(10 * 60, 3 * 60 * 60)));
    // Most storms are short, so that there is time for many of them.
    this.stormLength = Duration.ofSeconds(chance.spread(30, 15 * 60));
    world.bank.plan(stormLength);
    this.fleet =
        new Fleet(
            agenda,
            cluster,
            world,
            weather,
            posts,
            journal,
            findings,
            steps,
            assembly,
            settings,
            chance.fork());
    this.commands =
        new Commands(
            cluster, world, agenda, chance.fork(), journal, steps, stormLength, forgetting);
    this.storm = new Storm(fleet, chance.fork());
    People people = new People(world, agenda, chance.fork(), steps);
    SimIntake intake = new SimIntake(cluster, agenda, chance.fork());
    people.begin();
    replaceTheSigned(chance.fork());
    remind(chance.fork());
    intake.begin();
  }

  static Codecs codecs(StateCodec states) {
    Codecs codecs = Codecs.of(Set.copyOf(Commands.APPLICATIONS), Encodings.of(Format.AVRO));
    return new Codecs(codecs.commands(), codecs.events(), codecs.tokens(), states);
  }

  /** Whether nothing at all happens to anybody in calm. */
  boolean isStill() {
    return !restless;
  }

  /** Whether ids begin anew. */
  boolean forgets() {
    return forgetting;
  }

  Instant calmFrom() {
    return calmFrom;
  }

  Instant calmUntil() {
    return calmUntil;
  }

  /** Returns the promises that were broken. */
  List<Findings.Finding> run() {
    try {
      for (int i = 0; i < size; i++) {
        fleet.start("w" + i);
      }
      commands.plan();
      storm.begin();
      world.budget.begin();
      agenda.pass(stormLength);
      weather.calmDown();
      world.budget.calmDown();
      fleet.upgradeAll();
      journal.note("weather", () -> "calm");
      calm();
      if (!findings.all().isEmpty()) {
        return findings.all();
      }
      fleet.compareMemories();
      if (forgetting) {
        agenda.pass(settings.rememberFor().plusMinutes(2));
        fleet.memory.compareForgotten(agenda.instant(), settings.rememberFor());
      }
      fleet.replaceAll();
      // Who signed a moment before is told once there are owners again, and then settles.
      agenda.pass(Duration.ofMinutes(2));
      rest();
      fleet.compareMemories();
      fleet.memory.compareReleases();
      new Reckoning(this).check();
    } catch (RuntimeException | Crashed e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      findings.broken(Rule.NO_EXCEPTION, trace.toString());
    }
    return findings.all();
  }

  /** Now and then a webhook tells of a late signature that no socket may tell of. */
  private void remind(Chance chance) {
    world.onResolved(
        payload -> {
          if (isStill()
              && world.calm.isWatching()
              && payload.isExpired(agenda.instant())
              && chance.of(0.5)) {
            Duration soon = Duration.between(agenda.instant(), payload.resolvedShows);
            agenda.after(soon.plus(chance.seconds(1, 60)), () -> fleet.hint(payload));
          }
        });
  }

  /** Now and then somebody asks for the next one while a signature is on its way. */
  private void replaceTheSigned(Chance chance) {
    world.onResolved(
        payload -> {
          if (world.calm.isWatching() && chance.of(0.1)) {
            agenda.after(chance.millis(0, 20_000), () -> commands.replace(payload));
          }
        });
  }

  /** Owners that are replaced are no reason to read more, and the only trouble there is in calm. */
  private void replaceSomebody() {
    SimWorker one = fleet.anyone();
    if (one != null && world.calm.isWatching()) {
      if (steps.take("restart in calm")) {
        fleet.restart(one);
      }
      agenda.after(restarts.seconds(120, 360), this::replaceSomebody);
    }
  }

  private void rest() {
    Instant end = agenda.instant().plus(LONGEST_CALM);
    while (agenda.instant().isBefore(end) && fleet.memory.unended() != null) {
      agenda.pass(Duration.ofMinutes(1));
    }
  }

  private void calm() {
    Duration end = agenda.elapsed().plus(LONGEST_CALM);
    agenda.pass(SETTLING);
    world.calm.begin();
    calmFrom = agenda.instant();
    if (restless) {
      replaceSomebody();
    }
    commands.planCalm();
    // What ends may make somebody ask again.
    int quietMinutes = 0;
    while (agenda.elapsed().compareTo(end) < 0 && findings.all().isEmpty() && quietMinutes < 2) {
      agenda.pass(Duration.ofMinutes(1));
      quietMinutes = commands.isDone() && fleet.memory.unended() == null ? quietMinutes + 1 : 0;
    }
    world.calm.end();
    calmUntil = agenda.instant();
    commands.close();
    if (restless) {
      agenda.pass(Duration.ofMinutes(2));
    }
    if (quietMinutes < 2 && findings.all().isEmpty()) {
      findings.broken(Rule.END, "not everything has ended: " + fleet.memory.unended());
    }
  }
}
