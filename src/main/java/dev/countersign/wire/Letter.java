package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it lies in its topic. Any of what its headers tell may be missing: whoever may
 * write the topic may have written it.
 *
 * @param code of {@link DeadLetterCode}, or of a newer release's
 * @param origin where the record was found that could not be used
 * @param requestId where it is known
 * @param first place of the letter that was redriven first, if this one came of that; else its own
 * @param original the headers without those that tell the error
 */
public record Letter(
    ConsumerRecord<byte[], byte[]> record,
    @Nullable String code,
    @Nullable String message,
    @Nullable String stage,
    @Nullable String exception,
    @Nullable Place origin,
    @Nullable String requestId,
    String first,
    Headers original) {

  /** Where a record is. */
  public record Place(String topic, int partition, long offset) {
    static Place of(ConsumerRecord<?, ?> record) {
      return new Place(record.topic(), record.partition(), record.offset());
    }

    @Override
    public String toString() {
      return topic + '-' + partition + '@' + offset;
    }
  }

  public static Letter of(ConsumerRecord<byte[], byte[]> record) {
    Header[] all = record.headers().toArray();
    int end = all.length;
    for (int i = 0; i < all.length; i++) {
      if (all[i].key().equals(ErrorHeaders.CODE)) {
        end = i;
      }
    }
    Headers original = new RecordHeaders(Arrays.copyOfRange(all, 0, end));
    Headers errors = new RecordHeaders(Arrays.copyOfRange(all, end, all.length));
    String requestId = CommandHeaders.text(errors, ErrorHeaders.REQUEST_ID);
    String redriven = CommandHeaders.text(original, CommandHeaders.REDRIVE);
    return new Letter(
        record,
        CommandHeaders.text(errors, ErrorHeaders.CODE),
        CommandHeaders.text(errors, ErrorHeaders.MESSAGE),
        CommandHeaders.text(errors, ErrorHeaders.STAGE),
        CommandHeaders.text(errors, ErrorHeaders.EXCEPTION),
        origin(errors),
        requestId == null ? CommandHeaders.redrivenId(original) : requestId,
        redriven != null && redriven.startsWith(record.topic() + '-')
            ? redriven
            : Place.of(record).toString(),
        original);
  }

  public Place place() {
    return Place.of(record);
  }

  public Instant at() {
    return Instant.ofEpochMilli(record.timestamp());
  }

  /** Whether it came of a letter that was redriven. */
  public boolean isAnother() {
    return !first.equals(place().toString());
  }

  /** The key as text, for what has none of ours. */
  @Nullable String key() {
    return record.key() == null ? null : new String(record.key(), UTF_8);
  }

  private static @Nullable Place origin(Headers errors) {
    String topic = CommandHeaders.text(errors, ErrorHeaders.TOPIC);
    String partition = CommandHeaders.text(errors, ErrorHeaders.PARTITION);
    String offset = CommandHeaders.text(errors, ErrorHeaders.OFFSET);
    if (topic == null || partition == null || offset == null) {
      return null;
    }
    try {
      return new Place(topic, Integer.parseInt(partition), Long.parseLong(offset));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
