package dev.countersign.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * One JSON object per line: time, level, logger, thread, message, then every key and value as a
 * field of its own, and an error with its stack. Logback's own encoder puts them into a list, in
 * which collectors do not look.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] NOTHING = {};

  private static final Set<String> OURS =
      Set.of("timestamp", "level", "logger", "thread", "message", "error", "stack_trace");

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("timestamp", event.getInstant().toString());
      json.writeStringField("level", event.getLevel().toString());
      json.writeStringField("logger", event.getLoggerName());
      json.writeStringField("thread", event.getThreadName());
      json.writeStringField("message", event.getFormattedMessage());
      pairs(json, event.getKeyValuePairs());
      error(json, event.getThrowableProxy());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a line of the log", e);
    }
    return line.append('\n').toString().getBytes(UTF_8);
  }

  /** No key twice: the first one counts, and none hides what every line has. */
  private static void pairs(JsonGenerator json, @Nullable List<KeyValuePair> pairs)
      throws IOException {
    Set<String> written = new HashSet<>(OURS);
    for (KeyValuePair pair : pairs == null ? List.<KeyValuePair>of() : pairs) {
      if (pair.value != null && written.add(pair.key)) {
        json.writeFieldName(pair.key);
        value(json, pair.value);
      }
    }
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case Collection<?> all -> {
        json.writeStartArray();
        for (Object one : all) {
          value(json, String.valueOf(one));
        }
        json.writeEndArray();
      }
      default -> json.writeString(String.valueOf(value));
    }
  }

  private static void error(JsonGenerator json, @Nullable IThrowableProxy thrown)
      throws IOException {
    if (thrown != null) {
      json.writeStringField("error", thrown.getClassName() + ": " + thrown.getMessage());
      json.writeStringField("stack_trace", ThrowableProxyUtil.asString(thrown));
    }
  }
}
