package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.request.Ask;
import dev.countersign.request.Expectation;
import dev.countersign.request.UserToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rules of CONTRACT §3 for one command; every broken one becomes a problem. */
final class CommandRules {
  static final String DEFAULT_APPLICATION = "default";

  private static final Set<String> CANCEL_FIELDS = Set.of("id", "action", "application");
  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "action",
          "application",
          "user",
          "txjson",
          "txblob",
          "options",
          "custom_meta",
          "user_token",
          "bearer",
          "delivery",
          "priority",
          "not_after",
          "expect",
          "replaces",
          "context");
  private static final int LONGEST_USER = 255;
  private static final int LARGEST_CONTEXT = 1024;

  enum Action {
    CREATE,
    CANCEL
  }

  private final Set<String> applications;
  private final List<String> problems = new ArrayList<>();
  private final Fields fields;
  private final AskRules ask;

  CommandRules(Json.Obj command, Set<String> applications) {
    this.applications = applications;
    this.fields = new Fields("", command, problems);
    this.ask = new AskRules(fields);
  }

  List<String> problems() {
    return problems;
  }

  Action action() {
    Action action = fields.choice("action", Action.class);
    return action == null ? Action.CREATE : action;
  }

  /** The application that a cancel names, if any. */
  @Nullable String cancelled() {
    for (String name : fields.names()) {
      if (KNOWN.contains(name) && !CANCEL_FIELDS.contains(name) && fields.has(name)) {
        fields.problem(name, "has no place in a CANCEL, which has id, action and application only");
      }
    }
    common();
    return fields.has("application") ? application() : null;
  }

  /** The application, or the default one where it is unusable. */
  String application() {
    String named = fields.string("application");
    String application = named == null ? DEFAULT_APPLICATION : named;
    if (applications.contains(application)) {
      return application;
    }
    fields.problem(
        "application",
        (named == null ? "is missing, and '" : "'")
            + Texts.brief(application)
            + "' is not configured here; configured: "
            + String.join(", ", new TreeSet<>(applications)));
    return DEFAULT_APPLICATION;
  }

  @Nullable String user() {
    return fields.string("user", LONGEST_USER);
  }

  @Nullable String txType() {
    return ask.txType();
  }

  /** The parts whose inside is the asker's, for the fingerprint. */
  Map<String, Json> freeForm() {
    return ask.freeForm();
  }

  Map<String, String> context() {
    Fields entries = fields.object("context");
    Map<String, String> context = new HashMap<>();
    int bytes = 0;
    for (String name : entries.names()) {
      String value = entries.string(name);
      if (value == null) {
        entries.problem(name, "must be a string");
        return Map.of();
      }
      if (Texts.isBroken(name)) {
        entries.problem(name, "has half of a surrogate pair");
        return Map.of();
      }
      context.put(name, value);
      bytes += name.getBytes(UTF_8).length + value.getBytes(UTF_8).length;
    }
    if (bytes > LARGEST_CONTEXT) {
      fields.problem(
          "context", "must have at most " + LARGEST_CONTEXT + " bytes of text, got " + bytes);
      return Map.of();
    }
    return context;
  }

  /** What is asked for; null only with a problem. */
  @Nullable Ask ask() {
    common();
    Ask.Delivery chosen = fields.choice("delivery", Ask.Delivery.class);
    Ask.Delivery delivery = chosen == null ? Ask.Delivery.AUTO : chosen;
    boolean hasToken = fields.has("user_token");
    if (delivery == Ask.Delivery.QR_ONLY && hasToken) {
      fields.problem("user_token", "has no place with delivery QR_ONLY, which never pushes");
    }
    boolean hasBearer = fields.string("bearer") != null;
    if (hasBearer && hasToken) {
      fields.problem(
          "bearer", "has no place beside user_token: it is pushed to the person who signed in");
    }
    if (delivery == Ask.Delivery.QR_ONLY && hasBearer) {
      fields.problem("bearer", "has no place with delivery QR_ONLY: it is always pushed");
    }
    if (delivery == Ask.Delivery.PUSH_ONLY && !hasToken && !hasBearer && !fields.has("user")) {
      fields.problem("delivery", "PUSH_ONLY needs a user, a user_token or a bearer");
    }
    Ask.Priority priority = fields.choice("priority", Ask.Priority.class);
    BearerPeek peek = bearer();
    return ask.read(
        userToken(),
        peek == null ? null : peek.bearer(),
        new ExpectRules(fields.object("expect")).account(),
        delivery,
        priority == null ? Ask.Priority.NORMAL : priority,
        fields.time("not_after"));
  }

  Expectation expectation() {
    return new ExpectRules(fields.object("expect")).read();
  }

  /** The request that must not be signable any more before this one is created. */
  @Nullable String replaces(String requestId) {
    String replaces = fields.string("replaces");
    if (replaces != null && !RequestIds.isValid(replaces)) {
      fields.problem("replaces", RequestIds.RULE);
    } else if (requestId.equals(replaces)) {
      fields.problem("replaces", "must be the id of another request");
    }
    return replaces;
  }

  /** What the bearer says of itself; whether it is one is found out when it is verified. */
  @Nullable BearerPeek bearer() {
    return fields.get("bearer") instanceof Json.Str(String token) ? BearerPeek.of(token) : null;
  }

  private void common() {
    fields.allowOnly(KNOWN, Set.of());
    String id = fields.string("id");
    if (id != null && !RequestIds.isValid(id)) {
      fields.problem("id", RequestIds.RULE);
    }
  }

  private @Nullable UserToken userToken() {
    String token = fields.string("user_token");
    if (token == null) {
      return null;
    }
    if (!Fields.isUuid(token)) {
      fields.problem("user_token", "must be a UUID");
      return null;
    }
    return new UserToken(token);
  }
}
