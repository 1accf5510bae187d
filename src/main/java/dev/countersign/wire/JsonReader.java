package dev.countersign.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads one JSON text into {@link Json} and notes what the grammar allows but a command may not.
 */
final class JsonReader {
  static final int MAX_DEPTH = 100;
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
          .build();

  private final String text;
  private final Set<String> verbatim;
  private final List<String> problems;
  private final JsonParser parser;

  private JsonReader(String text, Set<String> verbatim, List<String> problems, JsonParser parser) {
    this.text = text;
    this.verbatim = verbatim;
    this.problems = problems;
    this.parser = parser;
  }

  /**
   * @param at path of the text in its command, empty for the command itself
   * @param verbatim paths of the values that are kept as they are written
   * @param problems duplicate keys and unusable numbers are added here, by path
   */
  static Json read(String text, String at, Set<String> verbatim, List<String> problems)
      throws UndecodableException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonReader reader = new JsonReader(text, verbatim, problems, parser);
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new UndecodableException("there is no JSON value");
      }
      Json root = reader.value(first, at);
      if (parser.nextToken() != null) {
        throw new UndecodableException("there is more than one JSON value");
      }
      return root;
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** Without Jackson's words: they quote the input, which may hold secrets. */
  static UndecodableException malformed(IOException e) {
    if (e instanceof StreamConstraintsException) {
      return new UndecodableException(
          "JSON is nested deeper than "
              + MAX_DEPTH
              + " levels, or has a number of more than 1000 digits or a name of more than 50000"
              + " characters");
    }
    JsonLocation where = e instanceof JacksonException json ? json.getLocation() : null;
    return new UndecodableException(
        where == null
            ? "not well-formed JSON"
            : "not well-formed JSON at line "
                + where.getLineNr()
                + ", column "
                + where.getColumnNr());
  }

  private Json value(JsonToken token, String path) throws IOException {
    if (!verbatim.contains(path)) {
      return plain(token, path);
    }
    int start = (int) parser.currentTokenLocation().getCharOffset();
    Json value = plain(token, path);
    int end = (int) parser.currentLocation().getCharOffset();
    return value instanceof Json.Null
        ? value
        : new Json.Verbatim(value, text.substring(start, end));
  }

  private Json plain(JsonToken token, String path) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(path);
      case START_ARRAY -> array(path);
      case VALUE_STRING -> new Json.Str(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(path);
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> new Json.Null();
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IOException("not the start of a value: " + token);
    };
  }

  /** A name that is there twice is left out: nobody knows which one was meant. */
  private Json object(String path) throws IOException {
    Map<String, Json> members = new LinkedHashMap<>();
    Set<String> twice = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      String memberPath = path.isEmpty() ? name : path + '.' + name;
      if (members.put(name, value(parser.nextToken(), memberPath)) != null && twice.add(name)) {
        problems.add(Texts.brief(memberPath) + ": is there more than once");
      }
    }
    members.keySet().removeAll(twice);
    return new Json.Obj(members);
  }

  private Json array(String path) throws IOException {
    List<Json> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token, path + '[' + items.size() + ']'));
    }
    return new Json.Arr(items);
  }

  static Json.Num number(long value) {
    return new Json.Num(BigDecimal.valueOf(value).stripTrailingZeros());
  }

  private Json number(String path) throws IOException {
    try {
      return new Json.Num(new BigDecimal(parser.getText()).stripTrailingZeros());
    } catch (ArithmeticException | NumberFormatException e) {
      problems.add(Texts.brief(path) + ": the number's exponent is out of range");
      return new Json.Num(BigDecimal.ZERO);
    }
  }
}
