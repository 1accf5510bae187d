package dev.countersign.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * All metrics of ours. Names and labels are API: alerts, dashboards and the README rely on them. A
 * label has few values, which are known beforehand or configured; nothing that somebody else can
 * make up is ever one.
 */
public enum Metric {
  BUILD("countersign.build.info", Kind.INFO, "always 1", "version"),
  READY("countersign.ready", Kind.GAUGE, "1 while `/health/ready` says that the worker is ready"),

  COMMANDS("countersign.commands", Kind.COUNTER, "commands taken in"),
  EVENTS(
      "countersign.events",
      Kind.COUNTER,
      "events published: the funnel. `channel` is how the request came to its person: `push`, `qr`,"
          + " `none` (there is no payload) or `unknown` (it was created by an older release, or has"
          + " ended before); so is the `delivery` of such ones and of those refused at once",
      "application",
      "delivery",
      "channel",
      "type"),
  STAGE(
      "countersign.stage",
      Kind.LONG_TIMES,
      "how long it took to the stage: `created` from the command, `opened` from the creation,"
          + " `resolved` (signed or rejected) from the opening, `settled` from the signature",
      "application",
      "channel",
      "stage"),
  NEWS(
      "countersign.news",
      Kind.COUNTER,
      "what people did (opened, signed, rejected), by what brought the news: `WEBSOCKET` as a rule",
      "application",
      "via"),
  REQUESTS("countersign.requests", Kind.GAUGE, "requests remembered by this worker"),
  REQUESTS_OPEN(
      "countersign.requests.open", Kind.GAUGE, "those of them that can be signed or rejected now"),
  REQUESTS_WAITING(
      "countersign.requests.waiting", Kind.GAUGE, "those of them that wait for their create"),
  STUCK_OLDEST(
      "countersign.stuck.oldest.seconds",
      Kind.GAUGE,
      "for how long the oldest request has waited for an answer that the platform owes at once:"
          + " whether it was created, what was decided, that it has expired"),
  DEAD_LETTERS(
      "countersign.dead.letters", Kind.COUNTER, "records sent to the dead letters", "code"),
  ISOLATED(
      "countersign.inputs.isolated",
      Kind.COUNTER,
      "inputs put aside because they broke the worker's code"),

  PLATFORM_CALLS(
      "countersign.platform.calls",
      Kind.TIMES,
      "calls of the platform; `outcome=\"rate_limited\"` are the 429s",
      "application",
      "kind",
      "outcome"),
  GATE_CLOSED(
      "countersign.platform.gate.closed",
      Kind.GAUGE,
      "1 while the application is not called for this reason: `CREDENTIALS`, `RATE_LIMITED`,"
          + " `UNREACHABLE`, `PAUSED`",
      "application",
      "reason"),
  VERIFICATIONS(
      "countersign.platform.verifications",
      Kind.COUNTER,
      "`bearer`s judged: `accepted`, `undecided`, or why they were refused",
      "application",
      "outcome"),
  SOCKETS("countersign.platform.sockets", Kind.GAUGE, "status sockets that stand"),
  RECONNECTS(
      "countersign.platform.socket.reconnects", Kind.COUNTER, "status sockets lost, to be opened"),
  FRAMES(
      "countersign.platform.frames",
      Kind.COUNTER,
      "frames read from status sockets; each that stands brings some a minute"),
  FRAMES_DROPPED(
      "countersign.platform.frames.dropped", Kind.COUNTER, "frames that are none", "reason"),
  BUDGET_LIMIT(
      "countersign.budget.limit",
      Kind.GAUGE,
      "what the platform allows in a sliding minute (`creates`, `calls`); `NaN`: not known yet",
      "application",
      "kind"),
  BUDGET_REMAINING(
      "countersign.budget.remaining", Kind.GAUGE, "what is left of it", "application", "kind"),
  BUDGET_USED(
      "countersign.budget.used",
      Kind.GAUGE,
      "calls of the whole fleet that count now (`creates`, `others`)",
      "application",
      "kind"),
  BUDGET_WAITING(
      "countersign.budget.waiting",
      Kind.GAUGE,
      "requests at this worker that wait for their create",
      "application",
      "priority"),
  BUDGET_OLDEST(
      "countersign.budget.oldest.seconds",
      Kind.GAUGE,
      "for how long the oldest of them has waited",
      "application"),
  BUDGET_ETA(
      "countersign.budget.eta.seconds",
      Kind.GAUGE,
      "in how long one that came now would be created; `NaN`: nobody can tell",
      "application"),
  BUDGET_PAUSES(
      "countersign.budget.pauses", Kind.COUNTER, "pauses because of a 429", "application"),

  WEBHOOKS(
      "countersign.webhooks",
      Kind.COUNTER,
      "posts: `written`, `repeated` (known already), `not_ours` (no request's id), `unreadable`,"
          + " `other_application`, `unavailable` (503); refused as `unknown_application`,"
          + " `bad_header`, `bad_signature`, `stale` (the worker's clock, if there are many),"
          + " `other_payload`; not taken in as `too_large`, `too_slow`, `no_room`, `gone`",
      "application",
      "outcome"),
  WEBHOOKS_DELIVERED(
      "countersign.webhooks.delivered",
      Kind.COUNTER,
      "what the owners make of them: `hint`, `forgotten` (nothing is remembered under that id),"
          + " `other_application`, `other_payload`, `held` (a newer release's state)",
      "fate"),

  PARTITIONS("countersign.partitions", Kind.GAUGE, "partitions owned by this worker"),
  PARTITIONS_OF_ALL(
      "countersign.partitions.configured", Kind.GAUGE, "partitions that the fleet has to own"),
  RESTORING("countersign.restoring", Kind.GAUGE, "1 while partitions are being restored"),
  RESTORE(
      "countersign.restore",
      Kind.SHORT_TIMES,
      "from the assignment of a partition until it is served"),
  TURN("countersign.turn", Kind.SHORT_TIMES, "a turn of the loop that had something to do"),
  TURN_INPUTS("countersign.turn.inputs", Kind.SUMMARY, "signals applied in one transaction"),
  COMMIT("countersign.commit", Kind.SHORT_TIMES, "a turn's transaction"),
  COMMIT_FAILURES(
      "countersign.commit.failures",
      Kind.COUNTER,
      "transactions that were not: `refused` (a rebalance; tried again), `poisoned` (a record that"
          + " cannot be written), `lost` (the owner starts anew)",
      "outcome"),
  MAILBOX("countersign.mailbox", Kind.GAUGE, "signals not yet taken by the loop"),
  WAITING_BYTES(
      "countersign.waiting.bytes", Kind.GAUGE, "memory that is held by requests that wait"),
  INBOX_PAUSED(
      "countersign.inbox.paused",
      Kind.GAUGE,
      "1 while those that wait take all that they may of memory"),
  INBOX_LAG(
      "countersign.inbox.lag", Kind.GAUGE, "records in the inbox that no owner has worked off"),
  INTAKE_PAUSED(
      "countersign.intake.paused", Kind.GAUGE, "1 while commands are left in the command topic"),
  REGISTRY_UNAVAILABLE(
      "countersign.registry.unavailable",
      Kind.GAUGE,
      "1 while the schema registry does not answer, or not as it should"),

  SETTLEMENTS_PENDING(
      "countersign.settlements.pending",
      Kind.GAUGE,
      "signed requests that are followed on a ledger"),
  SETTLEMENTS_OLDEST(
      "countersign.settlements.oldest.seconds",
      Kind.GAUGE,
      "for how long the oldest of them has been; over ten minutes `/health/ready` says so, too"),
  LEDGER_VALIDATED(
      "countersign.ledger.validated",
      Kind.GAUGE,
      "the newest ledger that is known to be validated",
      "network"),
  LEDGER_UNREADABLE(
      "countersign.ledger.unreadable", Kind.GAUGE, "1 while no node of it answers", "network"),
  LEDGER_ANSWERS(
      "countersign.ledger.answers",
      Kind.COUNTER,
      "what nodes told of a transaction: `validated`, `never`, `not_yet`, `unknown` (nothing was"
          + " learned)",
      "network",
      "outcome");

  private final String meter;
  private final Kind kind;
  private final String meaning;
  private final List<String> labels;

  Metric(String meter, Kind kind, String meaning, String... labels) {
    this.meter = meter;
    this.kind = kind;
    this.meaning = meaning;
    this.labels = List.of(labels);
  }

  /** Micrometer's name. */
  public String meter() {
    return meter;
  }

  /** Prometheus' name of the family. */
  public String family() {
    return meter.replace('.', '_') + kind.suffix();
  }

  public Kind kind() {
    return kind;
  }

  public List<String> labels() {
    return labels;
  }

  /**
   * @param values of the labels, in their order
   */
  public Counter counter(MeterRegistry registry, String... values) {
    return Counter.builder(meter).description(meaning).tags(tags(values)).register(registry);
  }

  /** A value that is asked for whenever somebody wants to know. */
  public void gauge(MeterRegistry registry, Supplier<Number> value, String... values) {
    Gauge.builder(meter, value).description(meaning).tags(tags(values)).register(registry);
  }

  public Timer timer(MeterRegistry registry, String... values) {
    return Timer.builder(meter)
        .description(meaning)
        .serviceLevelObjectives(kind.buckets())
        .tags(tags(values))
        .register(registry);
  }

  public DistributionSummary summary(MeterRegistry registry, String... values) {
    return DistributionSummary.builder(meter)
        .description(meaning)
        .tags(tags(values))
        .register(registry);
  }

  /**
   * @param values of the labels, in their order
   */
  public Tags tags(String... values) {
    if (values.length != labels.size()) {
      throw new IllegalArgumentException(
          "%s has the labels %s, not %s".formatted(meter, labels, Arrays.toString(values)));
    }
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      tags.add(Tag.of(labels.get(i), values[i]));
    }
    return Tags.of(tags);
  }

  /** All metrics as a Markdown table. */
  public static String markdownTable() {
    return Arrays.stream(values())
        .map(Metric::markdownRow)
        .collect(Collectors.joining("\n", "| metric | | labels | |\n|---|---|---|---|\n", "\n"));
  }

  private String markdownRow() {
    String listed =
        labels.stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s |".formatted(family(), kind.exposed(), listed, meaning);
  }
}
