package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.RequestState;
import dev.countersign.request.Signal;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in, something sensible comes out and no exception does. */
class FuzzTest {
  private static final byte[] JSON = Samples.FULL.getBytes(UTF_8);
  private static final byte[] AVRO =
      Samples.avro(
          Samples.command()
              .setId("order-42")
              .setUser("ada")
              .setTxjson("{\"TransactionType\":\"SignIn\"}")
              .setContext(Map.of("a", "b"))
              .build());
  private static final byte[] KEY = TokenCodec.key("shop", "ada");
  private static final byte[] TOKEN =
      ("{\"user_token\":\"" + Samples.TOKEN + "\",\"expires_at\":\"2026-03-01T12:00:00Z\"}")
          .getBytes(UTF_8);
  private final StateCodec states = new StateCodec();

  @Provide
  Arbitrary<byte[]> noise() {
    Arbitrary<Byte> any = Arbitraries.bytes();
    Arbitrary<Byte> likely =
        Arbitraries.chars().with("{}[]\",:\\ntue0.-id").map(c -> (byte) c.charValue());
    return Arbitraries.oneOf(any, likely).array(byte[].class).ofMaxSize(64);
  }

  @Property(tries = 2000)
  void noiseIsJudged(@ForAll("noise") byte[] value) {
    judge(value);
  }

  @Property(tries = 2000)
  void aDamagedJsonCommandIsJudged(@ForAll long seed) {
    judge(damaged(JSON, seed, 0));
  }

  /** Behind the fingerprint, so that the body is really read. */
  @Property(tries = 2000)
  void aDamagedAvroCommandIsJudged(@ForAll long seed) {
    judge(damaged(AVRO, seed, 10));
  }

  @Property(tries = 1000)
  void aDamagedTokenIsJudged(@ForAll long seed) {
    assertThat(TokenCodec.decode(KEY, damaged(TOKEN, seed, 0))).isNotNull();
    assertThat(TokenCodec.decode(damaged(KEY, seed, 0), TOKEN)).isNotNull();
  }

  @Property(tries = 1000)
  void aDamagedStateIsJudged(@ForAll long seed, @ForAll("states") RequestState state) {
    byte[] value = damaged(states.encode(state), seed, 10);
    assertThat(states.decode(value, SchemaLookup.none())).isNotNull();
  }

  @Provide
  Arbitrary<RequestState> states() {
    return States.any();
  }

  /** Intake and worker must agree: what the one lets through, the other can always answer. */
  private static void judge(byte[] value) {
    CommandPeek peek = CommandPeek.at(value);
    Signal signal = Samples.decode(value);
    if (peek instanceof CommandPeek.Undecodable) {
      assertThat(signal).isInstanceOf(Signal.InvalidReceived.class);
    }
    if (signal instanceof Signal.InvalidReceived invalid) {
      assertThat(invalid.message()).isNotBlank().hasSizeLessThan(4000);
    }
  }

  private static byte[] damaged(byte[] valid, long seed, int from) {
    Random random = new Random(seed);
    byte[] value = valid.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = from >= value.length ? 0 : from + random.nextInt(value.length - from);
      switch (random.nextInt(3)) {
        case 0 -> value[at] = (byte) random.nextInt(256);
        case 1 -> value[at] ^= (byte) (1 << random.nextInt(8));
        default -> {
          byte[] cut = new byte[Math.max(1, value.length - 1 - random.nextInt(4))];
          System.arraycopy(value, 0, cut, 0, Math.min(at, cut.length));
          int rest = Math.min(Math.max(0, cut.length - at), value.length - at);
          System.arraycopy(value, value.length - rest, cut, cut.length - rest, rest);
          value = cut;
        }
      }
    }
    return value;
  }
}
