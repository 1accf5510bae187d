package dev.countersign.wire;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** Writes {@link Json}. */
final class JsonText {
  private JsonText() {}

  /** One text for one meaning: sorted keys, no white space, numbers by value. */
  static String canonical(Json json) {
    StringBuilder out = new StringBuilder(512);
    write(json, out);
    return out.toString();
  }

  private static void write(Json json, StringBuilder out) {
    switch (json) {
      case Json.Obj object -> {
        out.append('{');
        Iterator<Map.Entry<String, Json>> members =
            new TreeMap<>(object.members()).entrySet().iterator();
        while (members.hasNext()) {
          Map.Entry<String, Json> member = members.next();
          quote(member.getKey(), out);
          out.append(':');
          write(member.getValue(), out);
          out.append(members.hasNext() ? "," : "");
        }
        out.append('}');
      }
      case Json.Arr array -> {
        out.append('[');
        Iterator<Json> items = array.items().iterator();
        while (items.hasNext()) {
          write(items.next(), out);
          out.append(items.hasNext() ? "," : "");
        }
        out.append(']');
      }
      case Json.Str string -> quote(string.value(), out);
      case Json.Num number -> out.append(number(number.value()));
      case Json.Bool bool -> out.append(bool.value());
      case Json.Null _ -> out.append("null");
      case Json.Verbatim verbatim -> write(verbatim.value(), out);
    }
  }

  /** Never expands an exponent: 1e999999999 is short text, but a gigabyte of digits. */
  private static String number(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    return value.scale() == 0
        ? value.unscaledValue().toString()
        : value.unscaledValue() + "e" + -(long) value.scale();
  }

  /** What needs no escape, mostly all of it, is copied in one piece. */
  private static void quote(String text, StringBuilder out) {
    out.append('"');
    int copied = 0;
    int next;
    for (int i = 0; i < text.length(); i = next) {
      int c = text.codePointAt(i);
      next = i + Character.charCount(c);
      if (c < ' ' || c == '"' || c == '\\' || Texts.isHalf(c)) {
        out.append(text, copied, i);
        escape((char) c, out);
        copied = next;
      }
    }
    out.append(text, copied, text.length()).append('"');
  }

  private static void escape(char c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> out.append("\\u").append(HexFormat.of().toHexDigits(c));
    }
  }
}
