package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.request.Signal;
import dev.countersign.request.Succession.Status;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The value of an inbox record that one request sends another: a small JSON object. */
final class RequestMessageBytes {
  private static final String TYPE = "type";
  private static final String PREDECESSOR = "predecessor";
  private static final String BY = "by";
  private static final String APPLICATION = "application";
  private static final String VIA = "via";
  private static final String QUESTION = "question";
  private static final String STATUS = "status";
  private static final String OVER = "over";
  private static final String INSTEAD = "instead";

  private static final String REPLACED = "REPLACED";
  private static final String IS = "PREDECESSOR_IS";
  private static final String WAS = "PREDECESSOR_WAS";

  private RequestMessageBytes() {}

  static byte[] write(Signal.FromRequest message) {
    Map<String, Json> members = new LinkedHashMap<>();
    switch (message) {
      case Signal.Replaced replaced -> {
        members.put(TYPE, new Json.Str(REPLACED));
        members.put(PREDECESSOR, new Json.Str(replaced.predecessor()));
        members.put(BY, new Json.Str(replaced.by()));
        members.put(APPLICATION, new Json.Str(replaced.application()));
        if (replaced.via() != null) {
          members.put(VIA, new Json.Str(replaced.via()));
        }
        members.put(QUESTION, JsonReader.number(replaced.question()));
      }
      case Signal.PredecessorIs(String predecessor, Status status) -> {
        members.put(TYPE, new Json.Str(IS));
        members.put(PREDECESSOR, new Json.Str(predecessor));
        members.put(STATUS, new Json.Str(status.name()));
      }
      case Signal.PredecessorWas was -> {
        members.put(TYPE, new Json.Str(WAS));
        members.put(PREDECESSOR, new Json.Str(was.predecessor()));
        members.put(INSTEAD, new Json.Str(was.instead()));
        members.put(OVER, new Json.Bool(was.over()));
        members.put(QUESTION, JsonReader.number(was.question()));
      }
    }
    return JsonText.canonical(new Json.Obj(members)).getBytes(UTF_8);
  }

  /** Fields that a newer release adds are not for us. */
  static Signal.FromRequest read(byte[] value) throws UndecodableException {
    List<String> problems = new ArrayList<>();
    Json json = JsonReader.read(new String(value, UTF_8), "", Set.of(), problems);
    if (!(json instanceof Json.Obj object)) {
      throw new UndecodableException("must be a JSON object, got " + json.kind());
    }
    Fields fields = new Fields("", object, problems);
    String predecessor = id(fields, PREDECESSOR);
    Signal.FromRequest message =
        switch (text(fields, TYPE)) {
          case REPLACED ->
              new Signal.Replaced(
                  predecessor,
                  id(fields, BY),
                  text(fields, APPLICATION),
                  fields.has(VIA) ? id(fields, VIA) : null,
                  question(fields));
          case IS -> {
            Status status = fields.choice(STATUS, Status.class);
            if (status == null) {
              throw malformed(STATUS);
            }
            yield new Signal.PredecessorIs(predecessor, status);
          }
          case WAS ->
              new Signal.PredecessorWas(
                  predecessor,
                  id(fields, INSTEAD),
                  Boolean.TRUE.equals(fields.bool(OVER)),
                  question(fields));
          default -> throw malformed(TYPE);
        };
    if (!problems.isEmpty()) {
      throw new UndecodableException(String.join("; ", problems));
    }
    return message;
  }

  private static String id(Fields fields, String name) throws UndecodableException {
    String id = text(fields, name);
    if (!RequestIds.isValid(id)) {
      throw malformed(name);
    }
    return id;
  }

  private static int question(Fields fields) throws UndecodableException {
    if (fields.get(QUESTION) instanceof Json.Num(BigDecimal number)) {
      try {
        return number.intValueExact();
      } catch (ArithmeticException _) {
        // Answered as for none.
      }
    }
    throw malformed(QUESTION);
  }

  private static String text(Fields fields, String name) throws UndecodableException {
    String text = fields.string(name);
    if (text == null) {
      throw malformed(name);
    }
    return text;
  }

  private static UndecodableException malformed(String name) {
    return new UndecodableException("field " + name + " of the message is missing or malformed");
  }
}
