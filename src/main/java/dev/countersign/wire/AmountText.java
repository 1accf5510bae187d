package dev.countersign.wire;

import dev.countersign.request.Amount;
import java.util.ArrayList;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Amounts as people write them: drops as decimal digits, or an issued amount as JSON. */
final class AmountText {
  private static final Set<String> MEMBERS = Set.of("value", "currency", "issuer");

  private AmountText() {}

  /** Null if that is no amount. */
  static @Nullable Amount parse(String text) {
    if (!text.stripLeading().startsWith("{")) {
      return Amount.drops(text);
    }
    try {
      ArrayList<String> problems = new ArrayList<>();
      Json json = JsonReader.read(text, "", Set.of(), problems);
      return problems.isEmpty() && json instanceof Json.Obj object ? parse(object) : null;
    } catch (UndecodableException _) {
      return null;
    }
  }

  static @Nullable Amount parse(Json json) {
    return switch (json) {
      case Json.Str(String text) -> parse(text);
      case Json.Obj object -> parse(object);
      case Json.Arr _, Json.Num _, Json.Bool _, Json.Null _, Json.Verbatim _ -> null;
    };
  }

  private static @Nullable Amount parse(Json.Obj object) {
    var members = object.members();
    return members.keySet().equals(MEMBERS)
            && members.get("value") instanceof Json.Str(String value)
            && members.get("currency") instanceof Json.Str(String currency)
            && members.get("issuer") instanceof Json.Str(String issuer)
        ? Amount.issued(value, currency, issuer)
        : null;
  }
}
