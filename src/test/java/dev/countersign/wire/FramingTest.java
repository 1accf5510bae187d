package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.SignRequestCommand;
import dev.countersign.SignRequestEvent;
import dev.countersign.request.Event;
import dev.countersign.request.Signal;
import dev.countersign.request.Trace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §3, §4: Confluent framing")
class FramingTest {
  private static final int ID = 0x01020304;

  @Test
  void anEventIsAZeroTheIdInBigEndianAndTheAvroRecord() throws IOException {
    byte[] value =
        new EventCodec(new Format.Confluent(ID))
            .encode(Samples.event(Event.Type.OPENED, false, null));

    assertThat(Arrays.copyOf(value, 5)).containsExactly(0, 1, 2, 3, 4);
    GenericRecord read =
        new GenericDatumReader<GenericRecord>(SignRequestEvent.getClassSchema())
            .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
    assertThat(read.get("type")).hasToString("OPENED");
    assertThat(read.get("request_id")).hasToString("order-42");
  }

  @Test
  void anEventComesBackByTheSchemaThatItsIdNames() throws UndecodableException {
    Event event = Samples.event(Event.Type.OPENED, false, null);
    byte[] value = new EventCodec(new Format.Confluent(ID)).encode(event);
    EventReader reader =
        new EventReader(
            id -> {
              assertThat(id).isEqualTo(ID);
              return SignRequestEvent.getClassSchema();
            });

    assertThat(reader.decode(value)).isEqualTo(EventMapping.toRecord(event));
    assertThat(reader.tree(value))
        .isEqualTo(new EventReader().tree(new EventCodec(Format.JSON).encode(event)));
  }

  @Test
  void aCommandMeansTheSameAsInJson() {
    byte[] framed = framed(Samples.fullRecord());

    assertThat(decode(framed, SignRequestCommand.getClassSchema()))
        .isEqualTo(Samples.decode(Samples.FULL));
  }

  @Test
  void aCommandIsReadByTheSchemaThatTravelsWithItThroughTheInbox() {
    byte[] framed = framed(Samples.fullRecord());
    InboxCommand sent =
        new InboxCommand(
            "order-42",
            new Origin("commands", 1, 2, Samples.AT, null),
            new RecordHeaders(),
            framed,
            SignRequestCommand.getClassSchema());

    InboxCommand received = throughTheInbox(sent);

    assertThat(received.value()).isEqualTo(framed);
    assertThat(received.original()).isEmpty();
    assertThat(decode(framed, received.writer())).isEqualTo(Samples.decode(Samples.FULL));
  }

  @Test
  void aCommandOfAProducerThatKnowsFewerFieldsIsRead() throws IOException {
    Schema few =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"SignRequestCommand","namespace":"dev.countersign","fields":[
                  {"name":"txjson","type":["null","string"]},
                  {"name":"id","type":["null","string"]}]}""");
    String text = "{\"TransactionType\":\"SignIn\"}";
    GenericRecord command = new GenericData.Record(few);
    command.put("txjson", text);
    command.put("id", "a");
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.writeBytes(new byte[] {0, 1, 2, 3, 4});
    new GenericDatumWriter<GenericRecord>(few)
        .write(command, EncoderFactory.get().directBinaryEncoder(value, null));

    assertThat(CommandPeek.at(value.toByteArray(), few)).isEqualTo(new CommandPeek.Addressed("a"));
    assertThat(decode(value.toByteArray(), few))
        .isEqualTo(Samples.decode("{\"txjson\":" + text + "}"));
  }

  @Test
  void aSchemaThatIsNoCommandIsSaidToBeNone() {
    Schema other =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"SignRequestCommand","namespace":"dev.countersign","fields":[
                  {"name":"txjson","type":"long"}]}""");

    assertThat(CommandPeek.at(new byte[] {0, 1, 2, 3, 4, 2}, other))
        .isInstanceOfSatisfying(
            CommandPeek.Undecodable.class,
            letter -> {
              assertThat(letter.code()).isEqualTo(DeadLetterCode.UNDECODABLE);
              assertThat(letter.message())
                  .isEqualTo(
                      "written with a schema that cannot be read as"
                          + " dev.countersign.SignRequestCommand:"
                          + " MISSING_UNION_BRANCH at /fields/4/type");
            });
  }

  @Test
  void theReasonIsShortHoweverMuchIsWrong() {
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : SignRequestCommand.getClassSchema().getFields()) {
      fields.add(
          new Schema.Field(field.name(), Schema.createFixed("F" + field.pos(), null, null, 1)));
    }
    Schema wrong =
        Schema.createRecord("SignRequestCommand", null, "dev.countersign", false, fields);

    assertThat(CommandPeek.at(new byte[] {0, 1, 2, 3, 4, 2}, wrong))
        .isInstanceOfSatisfying(
            CommandPeek.Undecodable.class,
            letter -> assertThat(letter.message()).endsWith(" more").hasSizeLessThan(500));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void whatEndsWithinTheIdIsUndecodable(int length) {
    assertThatThrownBy(
            () -> Framing.writer(new byte[length], _ -> SignRequestCommand.getClassSchema()))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("ends within the id");
  }

  @Test
  void bytesBehindTheRecordAreAnError() {
    byte[] framed = framed(Samples.fullRecord());
    byte[] longer = Arrays.copyOf(framed, framed.length + 1);

    assertThat(CommandPeek.at(longer, SignRequestCommand.getClassSchema()))
        .isInstanceOf(CommandPeek.Undecodable.class);
  }

  @Test
  void anotherEncodingHasNoWriterInARegistry() throws UndecodableException {
    SchemaIds asked =
        id -> {
          throw new AssertionError("asked for " + id);
        };
    for (byte[] value : List.of("{}".getBytes(UTF_8), new byte[] {(byte) 0xC3, 1}, new byte[0])) {
      assertThat(Framing.writer(value, asked)).isNull();
    }
    assertThat(Framing.writer(null, asked)).isNull();
  }

  private static byte[] framed(SignRequestCommand command) {
    return Framing.write(command, ID);
  }

  private static Signal decode(byte[] value, @Nullable Schema writer) {
    return Samples.DECODER.decode("order-42", value, writer, Samples.AT, Trace.NONE, false);
  }

  private static InboxCommand throughTheInbox(InboxCommand command) {
    ProducerRecord<byte[], byte[]> record = InboxCodec.encode(command, "inbox", 0);
    ConsumerRecord<byte[], byte[]> consumed =
        new ConsumerRecord<>(
            "inbox",
            0,
            0,
            0,
            TimestampType.CREATE_TIME,
            0,
            0,
            record.key(),
            record.value(),
            record.headers(),
            Optional.empty());
    return ((InboxRecord.Command) InboxCodec.decode(consumed)).command();
  }
}
