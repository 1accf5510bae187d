package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a dead letter the record that it was: key and value byte for byte, the headers as they
 * were, and one that asks for a new judgement. It keeps its request: one whose command names no id
 * goes by the id that it had, or would have had, however often it is sent.
 *
 * @param commands the topic that commands are read from
 * @param topicId of that topic
 * @param partitions of that topic
 * @param inbox whatever could not be used there was a command once
 */
public record Redrive(String commands, Uuid topicId, int partitions, String inbox) {

  /** What becomes of a letter. */
  public sealed interface Outcome {}

  public record Sendable(ProducerRecord<byte[], byte[]> record) implements Outcome {}

  /** It cannot be sent again; why, and what to do. */
  public record Impossible(String why) implements Outcome {}

  public Outcome of(Letter letter) {
    Letter.Place origin = letter.origin();
    if (letter.code() == null || origin == null) {
      return new Impossible("its headers do not tell where it came from; no worker wrote it");
    }
    if (letter.record().value() == null) {
      return new Impossible(
          "it has no value, because what was written was too large or had none; see " + origin);
    }
    if (origin.topic().equals(commands)) {
      return new Sendable(
          record(letter, origin.partition() < partitions ? origin.partition() : null, origin));
    }
    if (!origin.topic().equals(inbox)) {
      return new Impossible(
          "it came from %s, but commands are read from %s (countersign.topics.commands)"
              .formatted(Texts.brief(origin.topic()), commands));
    }
    String kind = InboxCodec.kind(letter.original());
    if (kind == null && DeadLetterCode.INTERNAL.name().equals(letter.code())) {
      return new Impossible("it is no record that was sent, but names what a worker failed on");
    }
    return kind == null || kind.equals(InboxCodec.COMMAND)
        ? new Sendable(record(letter, null, origin))
        : new Impossible("it is no command, but a " + Texts.brief(kind));
  }

  private ProducerRecord<byte[], byte[]> record(
      Letter letter, @Nullable Integer partition, Letter.Place origin) {
    Headers headers =
        origin.topic().equals(inbox)
            ? InboxCodec.original(letter.original())
            : new RecordHeaders(letter.original());
    put(headers, CommandHeaders.REDRIVE, letter.first());
    put(headers, ErrorHeaders.REQUEST_ID, requestId(letter, origin));
    return new ProducerRecord<>(
        commands, partition, letter.record().key(), letter.record().value(), headers);
  }

  private String requestId(Letter letter, Letter.Place origin) {
    if (letter.requestId() != null) {
      return letter.requestId();
    }
    String key = letter.key();
    return origin.topic().equals(inbox) && key != null && RequestIds.isValid(key)
        ? key
        : CommandPeek.idFor(topicId, origin.partition(), origin.offset());
  }

  /** The last of a name counts; one that says the same already is left alone. */
  private static void put(Headers headers, String name, String value) {
    if (!value.equals(CommandHeaders.text(headers, name))) {
      headers.add(name, value.getBytes(UTF_8));
    }
  }
}
