package dev.countersign.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.request.Ask;
import dev.countersign.request.Expectation;
import dev.countersign.request.Subject;
import dev.countersign.request.Trace;
import dev.countersign.wire.CommandHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What is asked of the fleet: requests, and all that people send besides. */
final class Commands {
  static final List<String> APPLICATIONS = List.of("default", "shop");
  private static final List<@Nullable String> USERS = Arrays.asList("ada", "bob", null);

  private static final int MOST_FOLLOW_UPS = 4;
  private static final int MOST_REPLACEMENTS = 2;

  private final Cluster cluster;
  private final World world;
  private final Agenda agenda;
  private final Chance chance;
  private final Journal journal;
  private final Steps steps;
  private final Duration span;
  private final boolean forgetting;

  /** Payloads that somebody else made with our identifiers. */
  final Set<String> foreign = new HashSet<>();

  private int waiting;
  private int followUps;
  private int replacements;

  /** Whom the requests are for, those that are still to come included. */
  private final Map<String, String> applications = new LinkedHashMap<>();

  private final Map<String, Duration> times = new LinkedHashMap<>();
  private final boolean replacing;
  private final boolean expecting;
  private boolean closed;

  Commands(
      Cluster cluster,
      World world,
      Agenda agenda,
      Chance chance,
      Journal journal,
      Steps steps,
      Duration span,
      boolean forgetting) {
    this.cluster = cluster;
    this.world = world;
    this.agenda = agenda;
    this.chance = chance;
    this.journal = journal;
    this.steps = steps;
    this.span = span;
    this.forgetting = forgetting;
    this.replacing = chance.of(0.4);
    this.expecting = chance.of(0.6);
  }

  void plan() {
    int requests = chance.between(5, 20);
    for (int i = 0; i < requests; i++) {
      applications.put("r" + i, chance.pick(APPLICATIONS));
      times.put("r" + i, when());
    }
    for (int i = 0; i < requests; i++) {
      request("r" + i, times.getOrDefault("r" + i, Duration.ZERO));
    }
    if (chance.of(0.3)) {
      send(when(), "{\"id\":", false);
    }
    cluster.onNews(this::readTokens);
  }

  /** Some are asked only when nothing goes wrong any more. */
  void planCalm() {
    int requests = chance.between(-2, 2);
    times.clear();
    for (int i = 0; i < requests; i++) {
      request("c" + i, chance.millis(0, 60_000));
    }
  }

  /** Somebody who has just read a token event asks at once for the next signature. */
  private void readTokens(String topic) {
    if (topic.equals(cluster.topics.userTokens()) && followUps < MOST_FOLLOW_UPS && !closed) {
      followUps++;
      request("f" + followUps, chance.millis(0, 20));
    }
  }

  /** Somebody thinks better of what was signed a moment ago. */
  void replace(SimPayload payload) {
    if (!closed && replacements < MOST_REPLACEMENTS) {
      replacements++;
      String id = "n" + replacements;
      applications.put(id, payload.application);
      send(
          Duration.ZERO, create(id, payload.application, Duration.ZERO, payload.identifier), false);
    }
  }

  /** Nobody asks for anything more. */
  void close() {
    closed = true;
  }

  boolean isDone() {
    return waiting == 0;
  }

  private void request(String id, Duration planned) {
    String application = applications.computeIfAbsent(id, _ -> chance.pick(APPLICATIONS));
    boolean named = chance.of(0.92);
    String replaces = replaced(id, application);
    Duration at = after(replaces, planned);
    times.put(id, at);
    String command = create(named ? id : null, application, at, replaces);
    if (named && chance.of(0.03)) {
      squat(id, application);
    }
    if (chance.of(0.06)) {
      command = command.replace("\"txjson\"", "\"txjsn\"");
    }
    send(at, command, false);
    while (chance.of(0.3)) {
      send(at.plus(later()), command, chance.of(0.2));
    }
    if (chance.of(0.1)) {
      send(at.plus(later()), create(named ? id : null, application, at, replaces), false);
    }
    if (forgetting && chance.of(0.5)) {
      muchLater(at, id, application, command);
    }
    while (chance.of(0.25)) {
      send(around(at), cancel(id, chance.of(0.9) ? application : chance.pick(APPLICATIONS)), false);
    }
  }

  /** Mostly it is known what is to be replaced. */
  private Duration after(@Nullable String predecessor, Duration planned) {
    Duration earlier = predecessor == null ? null : times.get(predecessor);
    return earlier != null && earlier.compareTo(planned) > 0 && chance.of(0.8)
        ? earlier.plus(chance.millis(0, 90_000))
        : planned;
  }

  /** Again when the request may be forgotten: its second life. */
  private void muchLater(Duration at, String id, String application, String command) {
    Duration again = at.plus(chance.seconds(60 * 60, 3 * 60 * 60));
    send(again, command, chance.of(0.2));
    if (chance.of(0.4)) {
      send(again.plus(later()).minus(chance.millis(0, 2_000)), cancel(id, application), false);
    }
    if (chance.of(0.3)) {
      send(again.plus(later()), command, false);
    }
  }

  private Duration when() {
    return chance.millis(0, (int) span.toMillis());
  }

  private Duration later() {
    return chance.of(0.6) ? chance.millis(0, 3_000) : chance.seconds(1, 40 * 60);
  }

  private Duration around(Duration at) {
    if (chance.of(0.15)) {
      Duration before = at.minus(chance.millis(1, 5_000));
      return before.isNegative() ? Duration.ZERO : before;
    }
    return at.plus(later());
  }

  /** Mostly one of the same application, earlier or later; now and then one that nobody knows. */
  private @Nullable String replaced(String id, String application) {
    if (!replacing || chance.of(0.65)) {
      return null;
    }
    List<String> others =
        applications.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(id))
            .filter(entry -> chance.of(0.1) || entry.getValue().equals(application))
            .map(Map.Entry::getKey)
            .toList();
    return others.isEmpty() || chance.of(0.05) ? "nobody-knows" : chance.pick(others);
  }

  private String create(
      @Nullable String id, String application, Duration at, @Nullable String replaces) {
    String user = chance.pick(USERS);
    String type = chance.pick(List.of("SignIn", "Payment", "Payment"));
    StringBuilder json = new StringBuilder("{");
    if (id != null) {
      json.append("\"id\":\"").append(id).append("\",");
    }
    if (user != null) {
      json.append("\"user\":\"").append(user).append("\",");
    }
    if (replaces != null) {
      json.append("\"replaces\":\"").append(replaces).append("\",");
    }
    if (expecting && chance.of(0.7)) {
      json.append("\"expect\":{").append(expectation(user, type.equals("Payment"))).append("},");
    }
    if (chance.of(0.15)) {
      json.append("\"delivery\":\"")
          .append(chance.pick(List.of("PUSH_ONLY", "QR_ONLY")))
          .append("\",");
    }
    if (chance.of(0.15)) {
      Instant expiresAt = agenda.instant().plus(at).plus(chance.seconds(0, 120));
      String jwt = SimJwts.issue(expiresAt, chance.of(0.9));
      json.append("\"bearer\":\"").append(jwt).append("\",");
    } else if (chance.of(0.05)) {
      json.append("\"user_token\":\"0b3ee9a4-4c1d-4c1d-8f11-2d1b5a7e9c11\",");
    }
    if (chance.of(0.3)) {
      json.append("\"priority\":\"").append(chance.pick(List.of("HIGH", "LOW"))).append("\",");
    }
    if (chance.of(0.1)) {
      Instant notAfter = agenda.instant().plus(at).plus(chance.seconds(0, 90));
      json.append("\"not_after\":\"").append(notAfter).append("\",");
    }
    if (chance.of(0.8)) {
      json.append("\"options\":{\"expire\":").append(chance.between(1, 15)).append("},");
    }
    json.append("\"txjson\":{\"TransactionType\":\"").append(type).append("\"},");
    boolean unknown = chance.of(0.02);
    return json.append("\"application\":\"")
        .append(unknown ? "nobody" : application)
        .append("\"}")
        .toString();
  }

  private String expectation(@Nullable String user, boolean pays) {
    List<String> all = new ArrayList<>();
    if (chance.of(0.5)) {
      all.add("\"account\":\"" + SimWallet.account(user) + '"');
    }
    if (chance.of(0.6)) {
      all.add("\"network\":\"" + chance.pick(SimBank.NAMES) + '"');
    }
    if (pays && chance.of(0.5)) {
      all.add("\"destination\":\"" + SimWallet.SHOP + '"');
    }
    if (pays && chance.of(0.5)) {
      all.add("\"destination_tag\":" + SimWallet.TAG);
    }
    if (pays && chance.of(0.6)) {
      all.add("\"amount\":\"" + SimWallet.DROPS + '"');
    }
    return String.join(",", all);
  }

  private static String cancel(String id, String application) {
    return "{\"id\":\"%s\",\"action\":\"CANCEL\",\"application\":\"%s\"}"
        .formatted(id, application);
  }

  /** Somebody else has a payload with that identifier already. */
  private void squat(String id, String application) {
    Ask ask =
        new Ask(
            new Ask.Template.TxJson("{\"TransactionType\":\"TrustSet\"}"),
            Ask.Options.NONE,
            null,
            null,
            null,
            null,
            Ask.Delivery.AUTO,
            Ask.Priority.NORMAL,
            null);
    Subject somebody =
        new Subject(
            id,
            application,
            null,
            "TrustSet",
            Map.of(),
            Trace.NONE,
            "-",
            Expectation.NONE,
            agenda.instant(),
            null);
    SimPayload payload = world.create(somebody, ask, null);
    if (payload != null) {
      foreign.add(payload.uuid);
    }
  }

  private void send(Duration at, String command, boolean redriven) {
    if (!steps.take("command")) {
      return;
    }
    waiting++;
    agenda.after(
        at,
        () -> {
          waiting--;
          ProducerRecord<byte[], byte[]> record =
              new ProducerRecord<>(cluster.topics.commands(), command.getBytes(UTF_8));
          if (redriven) {
            record.headers().add(CommandHeaders.REDRIVE, new byte[] {1});
          }
          journal.note("producer", () -> "sends " + command + (redriven ? " again" : ""));
          cluster.produce(record);
        });
  }
}
