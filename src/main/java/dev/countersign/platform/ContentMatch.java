package dev.countersign.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.ledger.Inspector;
import dev.countersign.ledger.JsonValues;
import dev.countersign.request.Ask;
import dev.countersign.request.Subject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a payload that was found under our identifier asks for what we ask for. Lenient where the
 * platform rewrites or forgets, strict about the transaction (CONTRACT §6.1).
 */
final class ContentMatch {
  private ContentMatch() {}

  static boolean same(Ask ask, Subject subject, JsonNode body) {
    JsonNode held = body.path("payload").path("request_json");
    JsonNode customMeta = body.path("custom_meta");
    String identifier = Json.text(customMeta, "identifier");
    return (identifier == null || identifier.equals(subject.id()))
        && sameTemplate(ask.template(), held, body.path("payload"))
        && sameOptions(ask.options(), body.path("meta"), isSignIn(subject, body))
        && sameBlob(ask.blob(), customMeta.path("blob"))
        && normalised(ask.instruction()).equals(normalised(Json.text(customMeta, "instruction")));
  }

  private static boolean sameTemplate(Ask.Template template, JsonNode held, JsonNode payload) {
    return switch (template) {
      case Ask.Template.TxJson(String json) -> {
        JsonNode asked = Json.object(json);
        yield asked != null && held.isObject() && TxMatch.sameTransaction(asked, held);
      }
      case Ask.Template.TxBlob _ -> {
        List<String> mismatch = held.isObject() ? Inspector.mismatch(template, held) : null;
        yield mismatch == null
            ? held.isObject() || Json.text(payload, "tx_type") != null
            : mismatch.isEmpty();
      }
    };
  }

  private static boolean sameSigners(List<String> asked, JsonNode held) {
    Set<String> names = held.valueStream().map(JsonNode::asText).collect(Collectors.toSet());
    return asked.isEmpty() || names.isEmpty() || names.equals(Set.copyOf(asked));
  }

  private static boolean isSignIn(Subject subject, JsonNode body) {
    return "SignIn".equals(subject.txType())
        || "SignIn".equals(Json.text(body.path("payload"), "tx_type"));
  }

  private static boolean sameOptions(Ask.Options options, JsonNode meta, boolean signIn) {
    Boolean submit = Json.bool(meta, "submit");
    Boolean multisign = Json.bool(meta, "multisign");
    String network = Json.text(meta, "force_network");
    boolean askedSubmit = !signIn && !Boolean.FALSE.equals(options.submit());
    boolean askedMultisign = !signIn && Boolean.TRUE.equals(options.multisign());
    return sameSigners(options.signers(), meta.path("signers"))
        && (submit == null || submit == askedSubmit)
        && (multisign == null || multisign == askedMultisign)
        && (network == null
            || options.forceNetwork() == null
            || network.equalsIgnoreCase(options.forceNetwork()));
  }

  private static boolean sameBlob(@Nullable String asked, JsonNode held) {
    JsonNode wanted = asked == null ? Json.MAPPER.nullNode() : Json.any(asked);
    if (wanted == null) {
      return false;
    }
    if (isNothing(wanted) || isNothing(held)) {
      return isNothing(wanted) && isNothing(held);
    }
    if (wanted.isTextual() && held.isTextual()) {
      return normalised(wanted.textValue()).equals(normalised(held.textValue()));
    }
    return JsonValues.same(unwrapped(wanted), unwrapped(held));
  }

  private static boolean isNothing(JsonNode blob) {
    return blob.isMissingNode() || blob.isNull() || (blob.isTextual() && blob.asText().isBlank());
  }

  /** An object may come back as the text of one. */
  private static JsonNode unwrapped(JsonNode blob) {
    JsonNode inner = blob.isTextual() ? Json.any(blob.textValue()) : null;
    return inner == null ? blob : inner;
  }

  private static String normalised(@Nullable String text) {
    return text == null ? "" : text.strip().replaceAll("\\s+", " ");
  }
}
