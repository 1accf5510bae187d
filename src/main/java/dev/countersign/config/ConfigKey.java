package dev.countersign.config;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every setting that there is, apart from what goes to the Kafka clients as it is. */
public enum ConfigKey {
  BOOTSTRAP_SERVERS("kafka.bootstrap.servers", "localhost:9092", "brokers to begin with"),
  GROUP_PROTOCOL(
      "kafka.group.protocol", "consumer", "`consumer`, or `classic` with cooperative rebalancing"),
  TOPIC_PREFIX("countersign.topic-prefix", "sign-request", "first part of every topic's name"),
  TOPIC_COMMANDS("countersign.topics.commands", null, "by default `<topic-prefix>.commands`"),
  TOPIC_EVENTS("countersign.topics.events", null, "by default `<topic-prefix>.events`"),
  TOPIC_USER_TOKENS(
      "countersign.topics.user-tokens", null, "by default `<topic-prefix>.user-tokens`"),
  TOPIC_DEAD_LETTERS(
      "countersign.topics.dead-letters", null, "by default `<topic-prefix>.dead-letters`"),
  TOPIC_INBOX("countersign.topics.inbox", null, "by default `<topic-prefix>.inbox`"),
  TOPIC_STATE("countersign.topics.state", null, "by default `<topic-prefix>.state`"),
  TOPIC_BUDGET("countersign.topics.budget", null, "by default `<topic-prefix>.budget`"),
  PARTITIONS("countersign.partitions", "12", "of inbox and state, fixed when they are created"),
  AUTO_CREATE_TOPICS("countersign.auto-create-topics", "true", "create missing topics at start"),
  GROUP_ID("countersign.group-id", "countersign", "names the fleet; all its workers have the same"),
  WORKER_ID(
      "countersign.worker-id",
      null,
      "by default random; set a stable one (pod name) for the fastest takeover"),
  PLATFORM_URL("countersign.platform.url", "https://xumm.app", "where the platform is"),
  OAUTH2_URL(
      "countersign.oauth2.url",
      "https://oauth2.xumm.app",
      "where the keys of the platform's OAuth2 JWTs are published"),
  API_KEY("countersign.applications.<alias>.api-key", null, "`default` for a single application"),
  API_SECRET("countersign.applications.<alias>.api-secret", null, "its secret, or instead"),
  API_SECRET_FILE(
      "countersign.applications.<alias>.api-secret-file", null, "the file that holds the secret"),
  API_SECRET_PREVIOUS(
      "countersign.applications.<alias>.api-secret-previous",
      null,
      "while the secret is being changed: what webhooks and JWTs may still be signed with"),
  PAUSED(
      "countersign.applications.<alias>.paused",
      "false",
      "`true`: the application is not called, its commands wait; may be changed at run time"),
  HTTP_HOST("countersign.http.host", "0.0.0.0", "address on which the worker listens"),
  HTTP_PORT("countersign.http.port", "8080", "0 is any free port, which is then printed"),
  HTTP_PUBLIC_PORT(
      "countersign.http.public-port",
      null,
      "a second port, which serves only `/api`, `/xapp` and `/webhooks`; by default there is none"),
  HTTP_ADVERTISED_URL(
      "countersign.http.advertised-url",
      null,
      "where the other workers reach this one; by default its own address with its port"),
  HTTP_OPERATOR_TOKEN(
      "countersign.http.operator-token",
      null,
      "whoever has it may ask for every request; the same for all workers, 16 characters or more"),
  HTTP_CORS_ORIGINS(
      "countersign.http.cors-origins",
      null,
      "pages that may call `/api` and `/xapp`, separated by commas; by default none"),
  FORMAT(
      "countersign.format",
      null,
      "of events and user tokens: `json`, `avro` (single-object encoding) or `confluent` (Avro in"
          + " its framing); by default `json`, and `confluent` once a registry is set"),
  REGISTRY_URL(
      "countersign.schema-registry.url",
      null,
      "a schema registry's Confluent-compatible API, such as `http://registry:8081`; by default"
          + " there is none"),
  REGISTRY_USERNAME(
      "countersign.schema-registry.username", null, "for basic authentication at the registry"),
  REGISTRY_PASSWORD("countersign.schema-registry.password", null, "its password, or instead"),
  REGISTRY_PASSWORD_FILE(
      "countersign.schema-registry.password-file", null, "the file that holds the password"),
  REGISTRY_CA_FILE(
      "countersign.schema-registry.ca-file",
      null,
      "certificates (PEM) that the registry's TLS is trusted by; by default the JDK's"),
  LEDGER_URLS(
      "countersign.ledger.<network>.urls",
      null,
      "nodes of a network (`mainnet`, `testnet`, … as in the platform's `rails`) that signed"
          + " transactions are followed on, separated by commas: `https://` for JSON-RPC, `wss://`;"
          + " the first that answers is used"),
  LEDGER_NETWORK_ID(
      "countersign.ledger.<network>.network-id",
      null,
      "the id that its nodes have; known by itself for `mainnet`, `testnet`, `devnet`, `xahau` and"
          + " `xahautestnet`"),
  SETTLE_WITHIN(
      "countersign.settle-within",
      "24h",
      "when nothing final was learned of a signed transaction, it is told to be SETTLEMENT_UNKNOWN"),
  LAST_LEDGER_OFFSET(
      "countersign.last-ledger-offset",
      null,
      "so many ledgers after the tap on accept a transaction that says nothing else can still get"
          + " into one; by default the wallet chooses"),
  DEFAULT_EXPIRE("countersign.default-expire", "1440", "minutes in which a request can be opened"),
  ABANDON_AFTER(
      "countersign.abandon-after", "24h", "silence after which an expired, opened request is over"),
  REMEMBER_FOR("countersign.remember-for", "7d", "how long an ended request is remembered"),
  DEFERRED_AFTER(
      "countersign.deferred-after",
      "10s",
      "a request that will wait longer is told to be DEFERRED"),
  MAX_WAITING_BYTES(
      "countersign.max-waiting-bytes",
      null,
      "memory for requests that wait, such as `512M`; by default a quarter of the heap's maximum"),
  MAX_INBOX_LAG(
      "countersign.max-inbox-lag",
      "100000",
      "records between intake and owners; with more, commands stay in their topic"),
  MAX_IN_FLIGHT(
      "countersign.max-in-flight", "256", "platform calls under way at once in one worker"),
  MAX_SOCKETS("countersign.max-sockets", "15000", "status sockets of one worker"),
  SOCKETS_PER_SECOND(
      "countersign.sockets-per-second",
      "200",
      "pace at which a worker opens the sockets of requests that it takes over"),
  RECONCILE_EVERY(
      "countersign.reconcile-every",
      "15m",
      "least time between two reads of an open request that nothing hints at");

  /** Stands for an application's or a network's name. */
  private static final String PLACE = "<[a-z]+>";

  private final String key;
  private final @Nullable String defaultValue;
  private final String description;
  private final Pattern pattern;

  ConfigKey(String key, @Nullable String defaultValue, String description) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.description = description;
    this.pattern = Pattern.compile(key.replace(".", "\\.").replaceFirst(PLACE, "([^.]+)"));
  }

  public String key() {
    return key;
  }

  public @Nullable String defaultValue() {
    return defaultValue;
  }

  public String description() {
    return description;
  }

  /** The key of one application, or of one network. */
  public String key(String name) {
    return key.replaceFirst(PLACE, Matcher.quoteReplacement(name));
  }

  /** Whether there is one for each application or network. */
  boolean isRepeated() {
    return key.contains("<");
  }

  boolean matches(String name) {
    return pattern.matcher(name).matches();
  }

  /** Which application or network {@code name} is about, or null if that is not its key. */
  @Nullable String nameIn(String name) {
    var matcher = pattern.matcher(name);
    return isRepeated() && matcher.matches() ? matcher.group(1) : null;
  }

  static boolean isKnown(String name) {
    return Arrays.stream(values()).anyMatch(key -> key.matches(name));
  }

  /** All settings as a Markdown table. */
  public static String markdownTable() {
    return Arrays.stream(values())
        .map(ConfigKey::markdownRow)
        .collect(Collectors.joining("\n", "| key | default | |\n|---|---|---|\n", "\n"));
  }

  private String markdownRow() {
    String shown = defaultValue == null ? "–" : "`" + defaultValue + "`";
    return "| `%s` | %s | %s |".formatted(key, shown, description);
  }
}
