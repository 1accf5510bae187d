package dev.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FrameParserTest {

  static Stream<Arguments> frames() {
    return Stream.of(
        Arguments.of("{\"message\":\"Welcome u1\"}", new Frame.Welcome()),
        Arguments.of("{\"message\":\"...\"}", new Frame.Message("...")),
        Arguments.of("{\"expires_in_seconds\":-3}", new Frame.Countdown()),
        Arguments.of("{\"opened\":true}", new Frame.Opened()),
        Arguments.of("{\"expired\":true}", new Frame.Expired()),
        Arguments.of("{\"devapp_fetched\":true}", new Frame.DevappFetched()),
        Arguments.of("{\"pre_signed\":true}", new Frame.PreSigned()),
        Arguments.of("{\"dispatched\":true}", new Frame.Dispatched()),
        Arguments.of(
            "{\"payload_uuidv4\":\"U1\",\"signed\":true,\"txid\":\"A\"}", new Frame.Resolved(true)),
        Arguments.of("{\"payload_uuidv4\":\"u1\",\"signed\":false}", new Frame.Resolved(false)),
        Arguments.of("{\"signed\":true,\"opened\":true}", new Frame.Resolved(true)),
        Arguments.of("{\"payload_uuidv4\":\"u2\",\"signed\":true}", new Frame.OtherPayload()),
        Arguments.of("{\"of\":\"tomorrow\"}", new Frame.Other()),
        Arguments.of("{}", new Frame.Other()),
        Arguments.of("{\"expired\":true\"}", new Frame.Garbage()),
        Arguments.of("[]", new Frame.Garbage()),
        Arguments.of("", new Frame.Garbage()),
        Arguments.of("{\"signed\":1e99999999999}", new Frame.Garbage()),
        Arguments.of("[".repeat(5000), new Frame.Garbage()),
        Arguments.of("{\"signed\":" + "9".repeat(5000) + "}", new Frame.Garbage()));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void itsKeysTellWhatAFrameIs(String text, Frame expected) {
    assertThat(FrameParser.parse(text, "u1")).isEqualTo(expected);
  }

  @Property
  void noTextMakesItThrow(@ForAll String text) {
    assertThat(FrameParser.parse(text, "u1")).isNotNull();
  }

  @Property
  void noValueOfAKnownKeyMakesItThrow(@ForAll("keys") String key, @ForAll("values") String value) {
    assertThat(FrameParser.parse("{\"" + key + "\":" + value + "}", "u1")).isNotNull();
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.of(
        "message", "signed", "opened", "expired", "payload_uuidv4", "expires_in_seconds");
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of(
        "null",
        "true",
        "false",
        "0",
        "1e999999999",
        "-1",
        "\"\"",
        "\"true\"",
        "{}",
        "[]",
        "[[{}]]",
        "\"\\ud800\"",
        "nonsense");
  }
}
