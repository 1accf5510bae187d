package dev.countersign.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.config.Secret;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;

/** The body of {@code POST /xapp/sessions}. What is wrong is told without showing any value. */
record SessionRequest(String application, Secret oneTimeToken) {
  private static final Set<String> FIELDS = Set.of("application", "ott");
  private static final Pattern ALIAS = Pattern.compile("[a-z0-9]{1,32}");
  private static final Pattern UUID_V4 =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}");
  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What cannot be used, with what it must be. */
  static final class Malformed extends Exception {
    private Malformed(String message) {
      super(message);
    }
  }

  static SessionRequest parse(byte[] body, Collection<String> applications) throws Malformed {
    JsonNode json = object(body);
    for (String name : (Iterable<String>) json::fieldNames) {
      if (!FIELDS.contains(name)) {
        throw new Malformed("there is a field that is neither \"application\" nor \"ott\"");
      }
    }
    String application = text(json, "application", ALIAS, "the alias of an application");
    if (!applications.contains(application)) {
      throw new Malformed("field \"application\": no such application is configured here");
    }
    return new SessionRequest(
        application, Secret.of(text(json, "ott", UUID_V4, "the UUID that came as xAppToken")));
  }

  private static JsonNode object(byte[] body) throws Malformed {
    try {
      JsonNode json = STRICT.readTree(body);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JacksonException _) {
      // Its message may quote the token.
    } catch (IOException impossible) {
      throw new IllegalStateException("an array cannot be read", impossible);
    }
    throw new Malformed(
        "the body must be a JSON object, each field once: {\"application\":\"…\",\"ott\":\"…\"}");
  }

  private static String text(JsonNode json, String field, Pattern pattern, String rule)
      throws Malformed {
    String text = json.path(field).textValue();
    if (text == null || !pattern.matcher(text).matches()) {
      throw new Malformed("field \"" + field + "\" must be " + rule);
    }
    return text;
  }
}
