package dev.countersign.wire;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A JSON value whose numbers keep their exact decimal value. */
sealed interface Json {

  record Obj(Map<String, Json> members) implements Json {}

  record Arr(List<Json> items) implements Json {}

  record Str(String value) implements Json {}

  /** {@code value} without trailing zeros, so that 1, 1.0 and 1e0 are equal. */
  record Num(BigDecimal value) implements Json {}

  record Bool(boolean value) implements Json {}

  record Null() implements Json {}

  /** A value that is passed on as it was written. */
  record Verbatim(Json value, String text) implements Json {}

  /** What an error message calls it. */
  default String kind() {
    return switch (this) {
      case Obj _ -> "an object";
      case Arr _ -> "an array";
      case Str _ -> "a string";
      case Num _ -> "a number";
      case Bool _ -> "a boolean";
      case Null _ -> "null";
      case Verbatim verbatim -> verbatim.value().kind();
    };
  }
}
