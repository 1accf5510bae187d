package dev.countersign.sandbox;

import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
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
  final OneTimeTokens oneTimeTokens = new OneTimeTokens();
  final Notifications notifications = new Notifications();
  final SigningKeys signingKeys = new SigningKeys();
  final SignIns signIns;
  final Jwts jwts = new Jwts(this);
  final Authentication authentication = new Authentication(applications, jwts);
  final FaultRules faults = new FaultRules();
  final CallLog calls = new CallLog();
  final AppStorage storage = new AppStorage();
  final UserData userData = new UserData();
  final KycCalls kyc = new KycCalls();
  final StatusSockets sockets;
  final Webhooks webhooks;
  final Ledgers ledgers;
  final Wallet wallet;
  final Phones phones = new Phones(this);
  final PhoneEvents phoneEvents;
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Set<Long> seeds = new HashSet<>();
  private Limits limits;
  Settings settings;

  World(Vertx vertx, SandboxOptions options) {
    this.options = options;
    this.loop = new Loop(vertx);
    this.timeline = new Timeline(vertx, options.time());
    this.ids = new Ids(new SecureRandom());
    restartIds(options.seed());
    this.tokens = new UserTokens(ids);
    this.signIns = new SignIns(ids);
    this.sockets = new StatusSockets(timeline);
    this.webhooks = new Webhooks(this, vertx);
    this.ledgers = new Ledgers(timeline, options.ledgerInterval(), this::hasAccount);
    this.wallet =
        new Wallet(timeline, sockets, tokens, ids, ledgers, options, webhooks, () -> settings);
    this.limits = options.limits();
    this.settings = options.settings();
    this.phoneEvents = new PhoneEvents(this, vertx);
    loop.afterwards(phoneEvents::changed);
    timeline.afterwards(phoneEvents::changed);
  }

  /** What is so from the start, and again after a reset. On the loop. */
  void begin() {
    limits = options.limits();
    change(options.settings());
    Scenario scenario = options.scenario();
    if (scenario != null) {
      scenario.enter(this);
    }
  }

  void change(Settings next) {
    settings = next;
    applications.relaxedKeys = next.relaxedKeys();
  }

  /** Those of applications that have none of their own. */
  Limits limits() {
    return limits;
  }

  Limits limits(Application application) {
    return Objects.requireNonNullElse(application.limits, limits);
  }

  /** For all applications, whatever one of them had for itself. */
  void limit(Limits next) {
    limits = next;
    applications.all().forEach(application -> application.limits = null);
  }

  /** Null: not to be foreseen. The ids of one seed are handed out once. */
  void restartIds(@Nullable Long seed) {
    if (seed != null && !seeds.add(seed)) {
      throw SandboxRefusal.conflict(
          "seed: "
              + seed
              + " was in use before, and its ids would mean two things; take another, or first"
              + " POST /sandbox/reset.");
    }
    ids.restart(random(seed));
  }

  private static RandomGenerator random(@Nullable Long seed) {
    return seed == null ? new SecureRandom() : new Random(seed);
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

  private boolean hasAccount(String account) {
    return people.values().stream().anyMatch(p -> p.identity.account().equals(account));
  }

  Collection<Person> people() {
    return people.values();
  }

  private static String uuid(String uuidOrLink) {
    String text = uuidOrLink.strip().toLowerCase(Locale.ROOT);
    return text.replaceFirst("^.*/sign/", "").replaceFirst("[/_?#].*$", "");
  }

  /** The uuid itself or any link that contains it: that is what people paste. */
  Payload payload(String uuidOrLink) {
    String uuid = uuid(uuidOrLink);
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
    if (key == null) {
      throw SandboxRefusal.bad("application: which one? Its key is missing.");
    }
    Application found = applications.find(key);
    if (found == null) {
      throw SandboxRefusal.missing("There is no application with the key '" + key + "'.");
    }
    return found;
  }

  /** A person opens the application's xApp, which gets a one-time token (PROTOCOL §9.1). */
  OneTimeToken openXapp(Person person, Application application, XappVisit visit) {
    if (!application.xapp) {
      throw SandboxRefusal.conflict(
          application.name() + " has no xApp; {\"key\": …, \"xapp\": true} gives it one.");
    }
    OneTimeToken token =
        new OneTimeToken(
            ids.next(), application, person, visit.network(), now(), visit.data(person, kyc));
    oneTimeTokens.add(token);
    return token;
  }

  /** Puts it in force; an application that is not there is refused before. */
  Runnable added(Fault fault) {
    if (fault.application() != null) {
      application(fault.application());
    }
    return () -> faults.add(fault);
  }

  /** Resets the sockets; who watches them may know of no payload, but its uuid has to be one. */
  Runnable dropped(FaultJson.Drop drop) {
    String key = drop.application() == null ? null : application(drop.application()).key();
    String uuid = drop.payload() == null ? null : uuid(drop.payload());
    if (uuid != null && !Ids.isUuid(uuid)) {
      throw SandboxRefusal.bad(
          "payload: '" + drop.payload() + "' is no uuid and no link with one.");
    }
    return () -> sockets.drop(key, uuid);
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

  /** With credentials that were agreed on elsewhere. */
  Application addApplication(String key, String secret, String name) {
    if (!applications.wellFormed(key) || !applications.wellFormed(secret)) {
      throw SandboxRefusal.bad(
          "key and secret: both are "
              + (settings.relaxedKeys()
                  ? "UUIDs."
                  : "version 4 UUIDs; with the setting \"relaxed_keys\" any UUIDs will do."));
    }
    String lower = key.toLowerCase(Locale.ROOT);
    if (applications.find(lower) != null) {
      throw SandboxRefusal.conflict("key: there is already an application " + lower + ".");
    }
    return applications.add(new SandboxApplication(lower, secret, name));
  }

  /** As just started, at the same port. */
  void reset() {
    sockets.dropAll();
    timeline.reset();
    ledgers.reset();
    applications.reset();
    payloads.clear();
    tokens.clear();
    oneTimeTokens.clear();
    notifications.clear();
    signingKeys.reset();
    signIns.clear();
    faults.clear();
    calls.clear();
    storage.clear();
    userData.clear();
    kyc.clear();
    people.clear();
    webhooks.clear();
    phones.clear();
    phoneEvents.reset();
    seeds.clear();
    restartIds(options.seed());
    begin();
  }
}
