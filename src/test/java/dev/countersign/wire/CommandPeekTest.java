package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandPeekTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"a\"}",
        " \t\r\n{\"txjson\":{\"id\":\"b\"},\"id\":\"a\",\"x\":[1,{\"id\":2}]} \n",
        "{\"\\u0069d\":\"\\u0061\"}"
      })
  void anIdIsFoundAtTheTopLevelOfJson(String json) {
    assertThat(peek(json)).isEqualTo(new CommandPeek.Addressed("a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"id\":null}", "{\"txjson\":{\"id\":\"b\"}}"})
  void aMissingOrNullIdIsNoId(String json) {
    assertThat(peek(json)).isEqualTo(new CommandPeek.NoId());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":7} | INVALID_ID | id: must be a string",
        "{\"id\":{\"id\":\"a\"}} | INVALID_ID | id: must be a string",
        "{\"id\":\"\"} | INVALID_ID | id: must be 1 to 40 of A-Z a-z 0-9 . _ : ~ -, got ''",
        "{\"id\":\"a/b\"} | INVALID_ID | got 'a/b'",
        "{\"id\":\"a\",\"id\":\"a\"} | INVALID_ID | id: is there more than once",
        "[] | UNDECODABLE | first byte 5B",
        "x | UNDECODABLE | neither a JSON object nor Avro: first byte 78",
        "{\"id\":\"a\" | UNDECODABLE | not well-formed JSON at line 1",
        "{\"id\":\"a\"} {} | UNDECODABLE | more than one JSON value",
        "{\"id\":\"a\",\"b\":01} | UNDECODABLE | not well-formed JSON",
        "{\"id\":\"a\",\"b\":\"\\q\"} | UNDECODABLE | not well-formed JSON",
        "{\"id\":\"a\",\"b\":NaN} | UNDECODABLE | not well-formed JSON",
        "{\"id\":\"a\",} | UNDECODABLE | not well-formed JSON",
        "\uFEFF{\"id\":\"a\"} | UNDECODABLE | byte order mark"
      })
  void whatCannotBeACommandIsUndecodable(String json, DeadLetterCode code, String message) {
    assertThat(peek(json))
        .isInstanceOfSatisfying(
            CommandPeek.Undecodable.class,
            undecodable -> {
              assertThat(undecodable.code()).isEqualTo(code);
              assertThat(undecodable.message()).contains(message);
            });
  }

  @Test
  void aRecordWithoutAValueIsUndecodable() {
    assertThat(CommandPeek.at(null, null)).isInstanceOf(CommandPeek.Undecodable.class);
    assertThat(peek("")).isInstanceOf(CommandPeek.Undecodable.class);
  }

  @Test
  void jsonThatIsNotUtf8IsUndecodable() {
    byte[] value = "{\"id\":\"a\",\"user\":\"?\"}".getBytes(UTF_8);
    value[18] = (byte) 0xFF;
    assertThat(code(value)).isEqualTo(DeadLetterCode.UNDECODABLE);
  }

  @Test
  void nestingHasALimit() {
    String deep = "[".repeat(JsonReader.MAX_DEPTH) + "]".repeat(JsonReader.MAX_DEPTH);
    assertThat(code(("{\"a\":" + deep + "}").getBytes(UTF_8)))
        .isEqualTo(DeadLetterCode.UNDECODABLE);
  }

  @Test
  void whatIsLargerThan128KibIsTooLarge() {
    byte[] value = new byte[128 * 1024 + 1];
    Arrays.fill(value, (byte) ' ');
    value[0] = '{';
    value[1] = '}';
    assertThat(code(value)).isEqualTo(DeadLetterCode.TOO_LARGE);
    assertThat(CommandPeek.at(Arrays.copyOf(value, 128 * 1024), null))
        .isEqualTo(new CommandPeek.NoId());
  }

  @Test
  void confluentFramingIsRefusedByName() {
    assertThat(CommandPeek.at(new byte[] {0, 0, 0, 0, 1, 2}, null))
        .isInstanceOfSatisfying(
            CommandPeek.Undecodable.class,
            undecodable -> {
              assertThat(undecodable.code())
                  .isEqualTo(DeadLetterCode.CONFLUENT_FRAMING_UNSUPPORTED);
              assertThat(undecodable.message()).contains("use JSON or Avro single-object encoding");
            });
  }

  @Test
  void anAvroCommandTellsItsId() {
    byte[] value = Samples.avro(Samples.command().setId("a").build());
    assertThat(CommandPeek.at(value, null)).isEqualTo(new CommandPeek.Addressed("a"));
  }

  @Test
  void anAvroCommandMayHaveNoId() {
    byte[] value = Samples.avro(Samples.command().build());
    assertThat(CommandPeek.at(value, null)).isEqualTo(new CommandPeek.NoId());
  }

  @Test
  void anUnknownAvroSchemaIsNamedByItsFingerprint() {
    byte[] value = Samples.avro(Samples.command().build());
    value[9] ^= 1;
    assertThat(code(value)).isEqualTo(DeadLetterCode.UNKNOWN_SCHEMA);
  }

  @Test
  void aTruncatedAvroCommandIsUndecodable() {
    byte[] value = Samples.avro(Samples.command().setId("abc").build());
    assertThat(code(Arrays.copyOf(value, value.length - 1))).isEqualTo(DeadLetterCode.UNDECODABLE);
    assertThat(code(Arrays.copyOf(value, value.length + 1))).isEqualTo(DeadLetterCode.UNDECODABLE);
  }

  @Test
  void aCommandWithoutAnIdGetsTheSameOneEachTimeItIsRead() {
    Uuid topic = Uuid.fromString("AAAAAAAAAAAAAAAAAAAAAQ");
    String id = CommandPeek.idFor(topic, 3, 17);
    assertThat(id).isEqualTo(CommandPeek.idFor(topic, 3, 17)).hasSize(36);
    assertThat(id).isNotEqualTo(CommandPeek.idFor(topic, 3, 18));
    assertThat(RequestIds.isValid(id)).isTrue();
  }

  @Test
  void malformedJsonIsNotQuotedBecauseItMayHoldSecrets() {
    assertThat(peek("{\"user_token\": s3cr3t}").toString()).doesNotContain("s3cr3t");
  }

  private static CommandPeek peek(String json) {
    return CommandPeek.at(json.getBytes(UTF_8), null);
  }

  private static DeadLetterCode code(byte[] value) {
    return ((CommandPeek.Undecodable) CommandPeek.at(value, null)).code();
  }
}
