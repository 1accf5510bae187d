package dev.countersign;

import dev.countersign.config.Topics;
import dev.countersign.registry.SchemaRegistry;
import dev.countersign.wire.Encodings;
import dev.countersign.wire.Format;
import dev.countersign.wire.SchemaIds;
import dev.countersign.wire.SchemaUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of the public topics, as in {@code schemas/}, and the subjects that they have in a
 * registry: the topic's name and {@code -value}, as serializers name them by default.
 */
final class PublicSchemas {
  private final Topics topics;

  PublicSchemas(Topics topics) {
    this.topics = topics;
  }

  record Subject(String name, Schema schema) {}

  List<Subject> all() {
    return List.of(commands(), events(), userTokens());
  }

  private Subject commands() {
    return subject(topics.commands(), "sign-request-command.avsc");
  }

  private Subject events() {
    return subject(topics.events(), "sign-request-event.avsc");
  }

  private Subject userTokens() {
    return subject(topics.userTokens(), "user-token.avsc");
  }

  /**
   * What is written in the registry's terms needs ids before the first of it is written.
   *
   * @throws SchemaUnavailableException the registry cannot be asked, or has no schemas of ours yet
   */
  Encodings encodings(dev.countersign.config.Format format, @Nullable SchemaRegistry registry) {
    SchemaIds schemas = registry == null ? SchemaIds.none() : registry;
    return switch (format) {
      case JSON -> new Encodings(schemas, Format.JSON, Format.JSON);
      case AVRO -> new Encodings(schemas, Format.AVRO, Format.AVRO);
      case CONFLUENT ->
          new Encodings(
              schemas,
              confluent(events(), Objects.requireNonNull(registry)),
              confluent(userTokens(), registry));
    };
  }

  /**
   * @throws SchemaUnavailableException until the schema is registered
   */
  private static Format confluent(Subject subject, SchemaRegistry registry) {
    int id =
        registry
            .idOf(subject.name(), subject.schema())
            .orElseThrow(
                () ->
                    new SchemaUnavailableException(
                        "the schema of this release is not registered in subject "
                            + subject.name()
                            + "; run 'countersign schemas register'"));
    return new Format.Confluent(id);
  }

  private static Subject subject(String topic, String file) {
    try (InputStream text = PublicSchemas.class.getResourceAsStream("/schemas/" + file)) {
      return new Subject(topic + "-value", new Schema.Parser().parse(text));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
