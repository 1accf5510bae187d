package dev.countersign.simulation;

import dev.countersign.request.Settings;
import dev.countersign.wire.Format;
import dev.countersign.wire.Releases;
import dev.countersign.wire.StateCodec;
import dev.countersign.worker.Codecs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** One seed's story: a fleet in a storm, then calm until all has ended, then the reckoning. */
final class History {
  static final int DEFAULT_EXPIRE_MINUTES = 10;
  static final Settings SETTINGS =
      new Settings(DEFAULT_EXPIRE_MINUTES, Duration.ofMinutes(20), Duration.ofDays(2));
  static final Codecs CODECS = codecs(new StateCodec());
  static final Codecs NEXT_RELEASE = codecs(Releases.next());
  private static final Duration LONGEST_CALM = Duration.ofHours(6);

  final Agenda agenda = new Agenda();
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
    // Most storms are short, so that there is time for many of them.
    this.stormLength = Duration.ofSeconds(chance.spread(30, 15 * 60));
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
            chance.fork());
    this.commands =
        new Commands(cluster, world, agenda, chance.fork(), journal, steps, stormLength);
    this.storm = new Storm(fleet, chance.fork());
    People people = new People(world, agenda, chance.fork(), steps);
    SimIntake intake = new SimIntake(cluster, agenda, chance.fork());
    people.begin();
    intake.begin();
  }

  static Codecs codecs(StateCodec states) {
    Codecs codecs = Codecs.of(Set.copyOf(Commands.APPLICATIONS), Format.AVRO);
    return new Codecs(codecs.commands(), codecs.events(), codecs.tokens(), states);
  }

  /** Returns the promises that were broken. */
  List<String> run() {
    try {
      for (int i = 0; i < size; i++) {
        fleet.start("w" + i);
      }
      commands.plan();
      storm.begin();
      agenda.pass(stormLength);
      weather.calmDown();
      fleet.upgradeAll();
      journal.note("weather", () -> "calm");
      calm();
      fleet.compareMemories();
      fleet.replaceAll();
      agenda.pass(Duration.ofMinutes(1));
      fleet.compareMemories();
      fleet.compareReleases();
      new Reckoning(this).check();
    } catch (RuntimeException | Crashed e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      findings.broken(trace.toString());
    }
    return findings.all();
  }

  private void calm() {
    Duration end = agenda.elapsed().plus(LONGEST_CALM);
    // What ends may make somebody ask again.
    int quietMinutes = 0;
    while (agenda.elapsed().compareTo(end) < 0 && findings.all().isEmpty() && quietMinutes < 2) {
      agenda.pass(Duration.ofMinutes(1));
      quietMinutes = commands.isDone() && fleet.isQuiet() ? quietMinutes + 1 : 0;
    }
    if (quietMinutes < 2) {
      findings.broken("not everything has ended");
    }
  }
}
