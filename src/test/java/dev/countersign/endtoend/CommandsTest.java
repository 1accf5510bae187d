package dev.countersign.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.SignRequestCommand;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.Readback;
import dev.countersign.wire.CommandPeek;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §3: commands")
class CommandsTest {
  @RegisterExtension static final Fleet fleet = Fleet.setup().applications("shop").start();

  // --- the same id again

  @Test
  void aDuplicateChangesNothing() {
    Asked asked = fleet.ask("'user':'ada','context':{'a':'1','b':'2'}");

    asked.send("'context':{'b':'2','a':'1'},  'user':'ada'");

    asked.workedOff();
    asked.awaits("CREATED");
    assertThat(fleet.sandbox().payloads(asked.id())).hasSize(1);
    assertThat(fleet.deadLetters(asked.id(), 1)).hasSize(1);
  }

  @Test
  void otherContentUnderTheSameIdIsADeadLetterAndNoEvent() {
    Asked asked = fleet.ask("");
    asked.payload();

    asked.send("'txjson':{'TransactionType':'AccountSet'}");

    assertThat(fleet.deadLetters(asked.id(), 1))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(code(letter)).isEqualTo("IDEMPOTENCY_MISMATCH");
              assertThat(new String(letter.value(), UTF_8)).contains("AccountSet");
            });
    asked.awaits("CREATED");
  }

  @Test
  void theSameContentInAvroIsADuplicateToo() throws IOException {
    Asked asked = fleet.ask("'user':'ada'");

    sendAvro(
        asked.id(),
        SignRequestCommand.newBuilder()
            .setId(asked.id())
            .setUser("ada")
            .setTxjson("{\"TransactionType\":\"SignIn\"}"));

    asked.workedOff();
    assertThat(fleet.deadLetters(asked.id(), 1)).hasSize(1);
    asked.awaits("CREATED");
  }

  @Test
  void anInvalidRepetitionIsADeadLetterAndSaysNothingAboutTheLiveRequest() {
    Asked asked = fleet.ask("");
    asked.payload();

    asked.send("'deliverie':'AUTO'");

    assertThat(code(fleet.deadLetters(asked.id(), 1).getFirst())).isEqualTo("INVALID_COMMAND");
    asked.awaits("CREATED");
  }

  // --- redriven from the dead letters

  @Test
  void aRedrivenCommandIsJudgedAnewAndItsSequenceGoesOn() {
    Asked asked = fleet.ask("'deliverie':'QR_ONLY'");
    asked.awaits("FAILED");

    asked.redrive("'delivery':'QR_ONLY'");

    asked.awaits("FAILED", "CREATED");
    assertThat(fleet.sandbox().payloads(asked.id())).hasSize(1);
  }

  @Test
  void whatThePlatformHasSeenIsNotJudgedAnew() {
    Asked asked = fleet.ask("'txjson':{'TransactionType':'NoSuchThing'}");
    asked.awaits("FAILED");

    asked.redrive("'delivery':'QR_ONLY'");

    assertThat(code(fleet.deadLetters(asked.id(), 1).getFirst())).isEqualTo("IDEMPOTENCY_MISMATCH");
    asked.awaits("FAILED");
  }

  @Test
  void aRedriveOfALiveRequestChangesNothing() {
    Asked asked = fleet.ask("");
    asked.payload();

    asked.redrive("");

    asked.workedOff().awaits("CREATED");
    assertThat(fleet.sandbox().payloads(asked.id())).hasSize(1);
  }

  // --- bad input

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'priority':'URGENT'",
        "'replaces':'an other'",
        "'bearer':'a.b.c','user_token':'0b3ee9a4-4c1d-4c1d-8f11-2d1b5a7e9c11'",
        "'bearer':'a.b.c','delivery':'QR_ONLY'",
        "'expect':{'account':'r'}",
        "'deliverie':'AUTO'",
        "'options':{'expires':5}",
        "'custom_meta':{'identifier':'x'}",
        "'txblob':'1200','txjson':{'TransactionType':'SignIn'}",
        "'application':'nobody'",
        "'not_after':'tomorrow'",
        "'user':7"
      })
  void whatBreaksARuleIsFailedAndADeadLetterThatNamesTheField(String fields) {
    Asked asked = fleet.ask(fields);

    JsonNode failure = asked.awaits("FAILED").path("failure");

    String field = fields.replaceAll("^'([a-z_]+)'.*", "$1").replace("txblob", "txjson");
    assertThat(failure.path("code").asText()).isEqualTo("INVALID_COMMAND");
    assertThat(failure.path("message").asText()).contains(field);
    assertThat(code(fleet.deadLetters(asked.id(), 1).getFirst())).isEqualTo("INVALID_COMMAND");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nonsense", "[1]", "{\"id\":\"a\"", "{\"id\":\"white space\"}", "{} {}"})
  void whatCannotBeReadIsADeadLetterByteForByteWithItsHeaders(String value) {
    String key = fleet.newId();
    var record =
        new ProducerRecord<>(fleet.topics().commands(), key.getBytes(UTF_8), value.getBytes(UTF_8));
    record.headers().add("mine", new byte[] {0, 1, 2});

    RecordMetadata at = fleet.send(record);

    ConsumerRecord<byte[], byte[]> letter = letter(key);
    assertThat(letter.value()).isEqualTo(value.getBytes(UTF_8));
    assertThat(letter.headers().lastHeader("mine").value()).containsExactly(0, 1, 2);
    assertThat(Readback.header(letter, "__connect.errors.offset"))
        .isEqualTo(Long.toString(at.offset()));
  }

  @Test
  void aRecordWithoutAValueIsADeadLetter() {
    String key = fleet.newId();

    fleet.send(new ProducerRecord<>(fleet.topics().commands(), key.getBytes(UTF_8), null));

    assertThat(letter(key).value()).isNull();
  }

  @Test
  void confluentFramingIsADeadLetterThatSaysSo() {
    String key = fleet.newId();
    byte[] framed = {0, 0, 0, 0, 7, 1, 2, 3};

    fleet.send(new ProducerRecord<>(fleet.topics().commands(), key.getBytes(UTF_8), framed));

    ConsumerRecord<byte[], byte[]> letter = letter(key);
    assertThat(letter.value()).isEqualTo(framed);
    assertThat(code(letter)).isEqualTo("CONFLUENT_FRAMING_UNSUPPORTED");
  }

  @Test
  void avroOfAnUnknownSchemaIsADeadLetterThatNamesItsFingerprint() {
    String key = fleet.newId();
    byte[] value = HexFormat.of().parseHex("c3010102030405060708ff");

    fleet.send(new ProducerRecord<>(fleet.topics().commands(), key.getBytes(UTF_8), value));

    assertThat(code(letter(key))).isEqualTo("UNKNOWN_SCHEMA");
  }

  @Test
  void a128KiBCommandIsTakenAndOneByteMoreIsADeadLetter() {
    Asked largest = fleet.asked(fleet.newId());
    fleet.send(largest.id(), padded(largest.id(), 128 * 1024));
    String key = fleet.newId();

    fleet.send(key, padded(fleet.newId(), 128 * 1024 + 1));

    assertThat(code(letter(key))).isEqualTo("TOO_LARGE");
    assertThat(letter(key).value()).hasSize(128 * 1024 + 1);
    assertThat(largest.awaits("CREATED").path("payload_uuid").asText()).isNotEmpty();
  }

  private static String padded(String id, int bytes) {
    String start = "{\"id\":\"" + id + "\",\"txjson\":{\"TransactionType\":\"SignIn\"}";
    return start + " ".repeat(bytes - start.length() - 1) + "}";
  }

  @Test
  void badRecordsDoNotHoldUpWhatComesBehindThem() {
    String key = fleet.newId();
    fleet.send(key, "nonsense");
    Asked invalid = fleet.asked(fleet.newId());
    fleet.send(key, "{\"id\":\"" + invalid.id() + "\",\"txjson\":7}");
    Asked good = fleet.asked(fleet.newId());

    fleet.send(key, "{\"id\":\"" + good.id() + "\",\"txjson\":{\"TransactionType\":\"SignIn\"}}");

    good.awaits("CREATED");
    invalid.awaits("FAILED");
  }

  // --- encodings and ids

  @Test
  void anAvroCommandIsACommand() throws IOException {
    Asked asked = fleet.asked(fleet.newId());

    sendAvro(
        asked.id(),
        SignRequestCommand.newBuilder()
            .setId(asked.id())
            .setApplication("shop")
            .setTxjson("{\"TransactionType\":\"SignIn\"}"));

    assertThat(asked.awaits("CREATED").path("application").asText()).isEqualTo("shop");
  }

  @Test
  void whoNamesNoIdGetsOneThatTheRecordsPlaceDetermines() throws Exception {
    RecordMetadata at = fleet.send(fleet.newId(), "{\"txjson\":{\"TransactionType\":\"SignIn\"}}");

    Uuid topic = fleet.commandTopicId();
    Asked asked = fleet.asked(CommandPeek.idFor(topic, at.partition(), at.offset()));
    asked.awaits("CREATED");
    assertThat(fleet.sandbox().payloads(asked.id())).hasSize(1);
  }

  @Test
  void aCommandWithoutAKeyFindsItsWay() {
    Asked asked = fleet.asked(fleet.newId());
    String json = "{\"id\":\"" + asked.id() + "\",\"txjson\":{\"TransactionType\":\"SignIn\"}}";

    fleet.send(new ProducerRecord<>(fleet.topics().commands(), json.getBytes(UTF_8)));

    asked.awaits("CREATED");
  }

  @Test
  void numbersReachThePlatformAsTheyWereWritten() {
    Asked asked =
        fleet.ask(
            "'txjson':{'TransactionType':'AccountSet','SourceTag':4294967295,"
                + "'Memo':{'exact':12345678901234567890.10}}");

    asked.payload();

    assertThat(fleet.sandbox().payload(asked.payload()).requestJson())
        .contains("4294967295")
        .contains("12345678901234567890.10");
  }

  private static void sendAvro(String key, SignRequestCommand.Builder command) throws IOException {
    byte[] value = SignRequestCommand.getEncoder().encode(command.build()).array();
    fleet.send(new ProducerRecord<>(fleet.topics().commands(), key.getBytes(UTF_8), value));
  }

  private static String code(ConsumerRecord<byte[], byte[]> letter) {
    return String.valueOf(Readback.header(letter, "countersign.error.code"));
  }

  private static ConsumerRecord<byte[], byte[]> letter(String key) {
    return Fleet.until(
        "dead letter with key " + key,
        () ->
            fleet
                .deadLetters()
                .matching(record -> Arrays.equals(record.key(), key.getBytes(UTF_8)))
                .stream()
                .findFirst()
                .orElse(null));
  }
}
