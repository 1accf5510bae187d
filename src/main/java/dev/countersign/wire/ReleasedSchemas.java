package dev.countersign.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * The public schemas of all releases so far ({@code schemas/releases}), by fingerprint: what was
 * written with an earlier one in single-object encoding is still read.
 */
final class ReleasedSchemas implements SchemaLookup {
  /** The folders that there are. */
  static final List<String> RELEASES = List.of("0.1.0");

  static final List<String> FILES =
      List.of("sign-request-command.avsc", "sign-request-event.avsc", "user-token.avsc");

  static final ReleasedSchemas ALL = new ReleasedSchemas();

  private final Map<Long, Schema> byFingerprint = new HashMap<>();

  private ReleasedSchemas() {
    for (String release : RELEASES) {
      for (String file : FILES) {
        Schema schema = read("/schemas/releases/" + release + '/' + file);
        byFingerprint.put(SchemaNormalization.parsingFingerprint64(schema), schema);
      }
    }
  }

  private static Schema read(String resource) {
    try (InputStream text = ReleasedSchemas.class.getResourceAsStream(resource)) {
      if (text == null) {
        throw new IllegalStateException(resource + " is not in the jar");
      }
      return new Schema.Parser().parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  @Override
  public @Nullable Schema find(long fingerprint) {
    return byFingerprint.get(fingerprint);
  }
}
