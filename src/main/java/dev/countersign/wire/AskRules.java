package dev.countersign.wire;

import dev.countersign.request.Ask;
import dev.countersign.request.Ask.Template;
import dev.countersign.request.Bearer;
import dev.countersign.request.UserToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What becomes the body of the platform's create call (CONTRACT §3, PROTOCOL §4.1). */
final class AskRules {
  private static final Set<String> OPTIONS =
      Set.of(
          "submit",
          "multisign",
          "expire",
          "return_url",
          "force_network",
          "signers",
          "pathfinding",
          "pathfinding_fallback");
  private static final Set<String> RETURN_URL = Set.of("app", "web");
  private static final Set<String> META = Set.of("blob", "instruction");
  private static final Pattern ACCOUNT = Pattern.compile("r[1-9A-HJ-NP-Za-km-z]{24,34}");
  private static final int SHORTEST_BLOB = 10;
  private static final int LONGEST_URL = 250;
  private static final int LONGEST_NETWORK = 64;
  private static final int LONGEST_INSTRUCTION = 280;
  private static final int LONGEST_META_BLOB = 1500;

  private final Fields fields;

  AskRules(Fields fields) {
    this.fields = fields;
  }

  /** Null only with a problem. */
  @Nullable Ask read(
      @Nullable UserToken token,
      @Nullable Bearer bearer,
      @Nullable String expectedAccount,
      Ask.Delivery delivery,
      Ask.Priority priority,
      @Nullable Instant notAfter) {
    Template template = template();
    Ask.Options options = options(fields.object("options"), expectedAccount);
    Fields meta = fields.object("custom_meta");
    String blob = metaBlob(meta);
    if (meta.has("identifier")) {
      meta.problem("identifier", "is the id; name it there");
    }
    meta.allowOnly(META, Set.of("identifier"));
    String instruction = meta.string("instruction", LONGEST_INSTRUCTION);
    return template == null
        ? null
        : new Ask(
            template, options, blob, instruction, token, bearer, delivery, priority, notAfter);
  }

  /** The transaction type, as far as it can be read. */
  @Nullable String txType() {
    return fields.get("txjson") instanceof Json.Verbatim(Json.Obj txjson, _)
            && txjson.members().get("TransactionType") instanceof Json.Str(String type)
            && !type.isEmpty()
            && !Texts.isBroken(type)
        ? type
        : null;
  }

  /** The parts whose inside is the asker's, for the fingerprint. */
  Map<String, Json> freeForm() {
    Map<String, Json> parts = new HashMap<>();
    Json txjson = fields.get("txjson");
    Json blob = fields.object("custom_meta").get("blob");
    if (txjson != null) {
      parts.put("txjson", txjson);
    }
    if (blob != null) {
      parts.put("blob", blob);
    }
    return parts;
  }

  private @Nullable Template template() {
    Json txjson = fields.get("txjson");
    String txblob = fields.string("txblob");
    if ((txjson == null) != fields.has("txblob")) {
      fields.problem(
          "txjson",
          "exactly one of txjson and txblob must be there, got "
              + (txjson == null ? "neither" : "both"));
      return null;
    }
    if (txblob != null) {
      return blob(txblob);
    }
    return txjson == null ? null : json(txjson);
  }

  private @Nullable Template json(Json txjson) {
    if (!(txjson instanceof Json.Verbatim(Json.Obj _, String text))) {
      fields.wrongType("txjson", "an object", txjson);
      return null;
    }
    if (txType() == null) {
      fields.problem("txjson.TransactionType", "must be there and be a string");
      return null;
    }
    return new Template.TxJson(text);
  }

  private @Nullable Template blob(String hex) {
    String rule = null;
    if (!hex.matches("[0-9A-Fa-f]*")) {
      rule = "must be hexadecimal";
    } else if (!hex.matches("[0-9A-F]*")) {
      rule = "must be upper-case hexadecimal; the platform does not recognise lower case";
    } else if (hex.length() < SHORTEST_BLOB || hex.length() % 2 != 0) {
      rule =
          "must have an even number of digits, at least " + SHORTEST_BLOB + ", got " + hex.length();
    }
    if (rule != null) {
      fields.problem("txblob", rule);
      return null;
    }
    return new Template.TxBlob(hex);
  }

  private static Ask.Options options(Fields options, @Nullable String expectedAccount) {
    options.allowOnly(OPTIONS, Set.of());
    Fields returnUrl = options.object("return_url");
    returnUrl.allowOnly(RETURN_URL, Set.of());
    return new Ask.Options(
        options.bool("submit"),
        options.bool("multisign"),
        options.positive("expire", "minutes"),
        returnUrl.string("app", LONGEST_URL),
        returnUrl.string("web", LONGEST_URL),
        options.string("force_network", LONGEST_NETWORK),
        signers(options, expectedAccount),
        options.bool("pathfinding"),
        options.bool("pathfinding_fallback"));
  }

  /** Who may sign at all; whom the command expects, if it does not say otherwise. */
  private static List<String> signers(Fields options, @Nullable String expectedAccount) {
    List<String> signers = signers(options);
    if (expectedAccount == null) {
      return signers;
    }
    if (!signers.isEmpty() && !signers.contains(expectedAccount)) {
      options.problem("signers", "must have expect.account among them");
    }
    return signers.isEmpty() ? List.of(expectedAccount) : signers;
  }

  private static List<String> signers(Fields options) {
    Json value = options.get("signers");
    if (value == null) {
      return List.of();
    }
    List<String> signers = new ArrayList<>();
    if (value instanceof Json.Arr(List<Json> items)) {
      for (Json item : items) {
        if (item instanceof Json.Str(String account) && ACCOUNT.matcher(account).matches()) {
          signers.add(account);
        }
      }
      if (!signers.isEmpty() && signers.size() == items.size()) {
        return signers;
      }
    }
    options.problem("signers", "must be an array of at least one classic address (r…)");
    return List.of();
  }

  private static @Nullable String metaBlob(Fields meta) {
    return switch (meta.get("blob")) {
      case null -> null;
      case Json.Verbatim(Json value, String text)
          when value instanceof Json.Obj || value instanceof Json.Str -> {
        int length = JsonText.canonical(value).length();
        if (length > LONGEST_META_BLOB) {
          meta.problem(
              "blob",
              "must have at most " + LONGEST_META_BLOB + " characters of JSON, got " + length);
          yield null;
        }
        yield text;
      }
      case Json other -> {
        meta.wrongType("blob", "an object or a string", other);
        yield null;
      }
    };
  }
}
