package dev.countersign.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.wire.CommandHeaders;
import dev.countersign.wire.EventReader;
import dev.countersign.wire.UndecodableException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One request, seen from the asking side: commands go in, events come back. */
public final class Asked {
  private static final EventReader READER = new EventReader();

  private final Fleet fleet;
  private final String id;

  Asked(Fleet fleet, String id) {
    this.fleet = fleet;
    this.id = id;
  }

  public String id() {
    return id;
  }

  /** Sends a CREATE with this id; see {@link Fleet#ask}. */
  public Asked send(String fields) {
    return sendRaw(command(fields));
  }

  /** Sends a CREATE again as one that was redriven from the dead letters. */
  public Asked redrive(String fields) {
    String json = command(fields).replace('\'', '"');
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(fleet.topics().commands(), id.getBytes(UTF_8), json.getBytes(UTF_8));
    record.headers().add(CommandHeaders.REDRIVE, new byte[0]);
    fleet.send(record);
    return this;
  }

  /** Sends a CREATE in a trace. */
  public Asked sendTraced(String fields, String traceparent) {
    String json = command(fields).replace('\'', '"');
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(fleet.topics().commands(), id.getBytes(UTF_8), json.getBytes(UTF_8));
    record.headers().add("traceparent", traceparent.getBytes(UTF_8));
    fleet.send(record);
    return this;
  }

  public Asked cancel() {
    return sendRaw("{'id':'" + id + "','action':'CANCEL'}");
  }

  private Asked sendRaw(String json) {
    fleet.send(id, json.replace('\'', '"'));
    return this;
  }

  private String command(String fields) {
    boolean complete = fields.contains("'txjson'") || fields.contains("'txblob'");
    return "{'id':'"
        + id
        + '\''
        + (complete ? "" : ",'txjson':{'TransactionType':'SignIn'}")
        + (fields.isEmpty() ? "" : "," + fields)
        + '}';
  }

  public List<ConsumerRecord<byte[], byte[]>> records() {
    return fleet.events().matching(record -> id.equals(Readback.key(record)));
  }

  public List<JsonNode> events() {
    return records().stream().map(Asked::tree).toList();
  }

  public static JsonNode tree(ConsumerRecord<byte[], byte[]> record) {
    try {
      return READER.tree(record.value());
    } catch (UndecodableException e) {
      throw new AssertionError("not an event: " + record, e);
    }
  }

  /**
   * Waits until there are as many events as types, which must then be exactly these, numbered
   * without a gap; returns the last.
   */
  public JsonNode awaits(String... types) {
    List<JsonNode> all =
        Fleet.until(
            "events " + List.of(types) + " of " + id,
            () -> {
              List<JsonNode> seen = events();
              return seen.size() < types.length ? null : seen;
            });
    assertThat(all).extracting(event -> event.path("type").asText()).containsExactly(types);
    assertThat(all)
        .extracting(event -> event.path("sequence").asLong(-1))
        .isEqualTo(IntStream.range(0, types.length).mapToObj(Long::valueOf).toList());
    return all.getLast();
  }

  /** Waits for the first event of a type, whatever else there is. */
  public JsonNode awaitsOne(String type) {
    return Fleet.until(
        type + " of " + id,
        () ->
            events().stream()
                .filter(event -> event.path("type").asText().equals(type))
                .findFirst()
                .orElse(null));
  }

  /** Its payload, once it was created. */
  public String payload() {
    return awaitsOne("CREATED").path("payload_uuid").asText();
  }

  /** Its payload, once a status socket watches it. */
  public String watched() {
    String uuid = payload();
    Fleet.await("a status socket for " + uuid).until(() -> fleet.sandbox().openSockets(uuid) == 1);
    return uuid;
  }

  /**
   * Everything sent under this id before was worked off: a command with other content is answered
   * by a dead letter, which comes last.
   */
  public Asked workedOff() {
    int before = letters().size();
    send("'txjson':{'TransactionType':'AccountSet'},'context':{'barrier':'" + fleet.newId() + "'}");
    fleet.deadLetters(id, before + 1);
    return this;
  }

  private List<ConsumerRecord<byte[], byte[]>> letters() {
    return fleet
        .deadLetters()
        .matching(record -> id.equals(Readback.header(record, "countersign.request.id")));
  }
}
