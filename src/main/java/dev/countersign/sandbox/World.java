package dev.countersign.sandbox;

import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Everything that exists in one sandbox. Touched on its event loop only. */
final class World {
  private static final int NAME_LENGTH = 64;

  final SandboxOptions options;
  final Loop loop;
  final Timeline timeline;
  final Ids ids;
  final Applications applications = new Applications();
  final PayloadStore payloads = new PayloadStore();
  final UserTokens tokens;
  final FaultRules faults = new FaultRules();
  final CallLog calls = new CallLog();
  final StatusSockets sockets;
  final Wallet wallet;
  final Phones phones = new Phones(this);
  final PhoneEvents phoneEvents;
  private final Map<String, Person> people = new LinkedHashMap<>();
  Limits limits;

  World(Vertx vertx, SandboxOptions options) {
    Long seed = options.seed();
    RandomGenerator random = seed == null ? new SecureRandom() : new Random(seed);
    this.options = options;
    this.loop = new Loop(vertx);
    this.timeline = new Timeline(vertx, options.time());
    this.ids = new Ids(random);
    this.tokens = new UserTokens(ids);
    this.sockets = new StatusSockets(timeline);
    this.wallet = new Wallet(timeline, sockets, tokens, ids, options);
    this.limits = options.limits();
    this.phoneEvents = new PhoneEvents(this, vertx);
    loop.afterwards(phoneEvents::changed);
    timeline.afterwards(phoneEvents::changed);
  }

  Instant now() {
    return timeline.now();
  }

  /** A person is made when first named (CONTRACT §10). */
  Person person(String name) {
    if (name.isBlank() || name.length() > NAME_LENGTH) {
      throw SandboxRefusal.bad("A person's name has 1 to " + NAME_LENGTH + " characters.");
    }
    return people.computeIfAbsent(name, Person::new);
  }

  Collection<Person> people() {
    return people.values();
  }

  /** The uuid itself or any link that contains it: that is what people paste. */
  Payload payload(String uuidOrLink) {
    String text = uuidOrLink.strip().toLowerCase(Locale.ROOT);
    String uuid = text.replaceFirst("^.*/sign/", "").replaceFirst("[/_?#].*$", "");
    Payload payload = payloads.find(uuid);
    if (payload == null) {
      throw SandboxRefusal.missing("There is no payload '" + uuid + "' in this sandbox.");
    }
    return payload;
  }

  /** The one meant, or else the newest that waits for this person. */
  Payload payloadFor(Person person, @Nullable String uuidOrLink) {
    if (uuidOrLink != null) {
      return payload(uuidOrLink);
    }
    List<Payload> pending = pending(person);
    if (pending.isEmpty()) {
      throw SandboxRefusal.missing(
          "Nothing is pending for "
              + person.name
              + ": name the payload, {\"payload\": \"<uuid>\"}, or push one.");
    }
    return pending.getFirst();
  }

  /** Newest first. */
  List<Payload> pending(Person person) {
    return payloads.all().stream()
        .filter(p -> p.concerns(person) && p.isOpen(now()))
        .sorted(Comparator.comparing((Payload p) -> p.bornAt).reversed())
        .toList();
  }

  Application application(@Nullable String key) {
    Application found = applications.find(key);
    if (found == null) {
      throw SandboxRefusal.missing("There is no application with the key '" + key + "'.");
    }
    return found;
  }

  void revoke(Person person, Application application) {
    if (!tokens.revoke(person, application)) {
      throw SandboxRefusal.missing(
          person.name + " has given " + application.name() + " no permission to revoke.");
    }
  }

  Application addApplication(String name) {
    return applications.add(new SandboxApplication(ids.next(), ids.next(), name));
  }

  /** As just started, at the same port. */
  void reset() {
    sockets.dropAll();
    timeline.reset();
    applications.reset();
    payloads.clear();
    tokens.clear();
    faults.clear();
    calls.clear();
    people.clear();
    phones.clear();
    limits = options.limits();
  }
}
