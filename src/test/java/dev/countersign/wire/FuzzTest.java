package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.SignRequestCommand;
import dev.countersign.SignRequestOptions;
import dev.countersign.UserToken;
import dev.countersign.UserTokenExpirySource;
import dev.countersign.internal.RequestStateRecord;
import dev.countersign.request.Event;
import dev.countersign.request.Lifecycle;
import dev.countersign.request.Networks;
import dev.countersign.request.RequestState;
import dev.countersign.request.Settings;
import dev.countersign.request.Signal;
import dev.countersign.request.Step;
import dev.countersign.testing.Damage;
import dev.countersign.testing.Fuzz;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever comes in, something sensible comes out and no exception does. */
class FuzzTest {
  private static final int FINGERPRINT = 10;
  private static final byte[] AVRO =
      Samples.avro(
          Samples.command()
              .setId("order-42")
              .setUser("ada")
              .setTxjson("{\"TransactionType\":\"SignIn\"}")
              .setOptions(
                  SignRequestOptions.newBuilder()
                      .setSigners(List.of("rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe"))
                      .build())
              .setContext(Map.of("a", "b"))
              .build());
  private static final byte[] KEY = TokenCodec.key("shop", "ada");
  private static final String TOKEN =
      "{\"application\":\"shop\",\"user\":\"ada\",\"user_token\":\""
          + Samples.TOKEN
          + "\",\"account\":\"r\",\"expires_at\":\"2026-03-01T12:00:00Z\"}";
  private static final byte[] AVRO_TOKEN =
      AvroBytes.of(
          new UserToken(
              "shop",
              "ada",
              Samples.TOKEN,
              "r",
              Samples.AT,
              Samples.AT,
              UserTokenExpirySource.ESTIMATED,
              null,
              null),
          UserToken.getEncoder());
  private static final Pattern TOKEN_IN_ITS_PLACE =
      Pattern.compile("\"user_token\":\"" + Samples.TOKEN + '"');
  private static final List<String> HEADERS =
      List.of("kind", "origin.topic", "origin.partition", "origin.offset", "origin.timestamp");

  private final StateCodec states = new StateCodec();
  private final EventCodec json = new EventCodec(Format.JSON);
  private final EventCodec avro = new EventCodec(Format.AVRO);
  private final Lifecycle lifecycle =
      new Lifecycle(
          new Settings(
              1440,
              Duration.ofHours(24),
              Duration.ofDays(7),
              Duration.ofMinutes(15),
              Duration.ofSeconds(10),
              Networks.NONE,
              Duration.ofHours(24)));

  // --- commands

  @Test
  void noiseIsJudged() {
    Fuzz.tries(2_000, random -> judge(Damage.noise(random)));
  }

  @Test
  void aDamagedJsonCommandIsJudged() {
    Fuzz.tries(1_500, random -> judge(Damage.bytes(Samples.FULL.getBytes(UTF_8), 0, random)));
  }

  @Test
  void aJsonCommandWithOddPartsIsJudged() {
    Fuzz.tries(
        1_000,
        random -> {
          String text = Damage.json(Samples.FULL, random);
          Signal signal = judge(text.getBytes(UTF_8));
          if (signal instanceof Signal.InvalidReceived invalid && holdsTokenInItsPlaceOnly(text)) {
            assertThat(invalid.message()).doesNotContain(Samples.TOKEN);
          }
        });
  }

  private static boolean holdsTokenInItsPlaceOnly(String text) {
    return !TOKEN_IN_ITS_PLACE.matcher(text).replaceAll("").contains(Samples.TOKEN);
  }

  /** Behind the fingerprint, so that the body is really read. */
  @Test
  void aDamagedAvroCommandIsJudged() {
    Fuzz.tries(2_000, random -> judge(Damage.bytes(AVRO, FINGERPRINT, random)));
  }

  @Test
  void anAvroCommandWithOddJsonInsideIsJudged() {
    Fuzz.tries(
        800,
        random -> {
          SignRequestCommand.Builder command =
              Samples.command()
                  .setId("order-42")
                  .setTxjson(Damage.json("{\"TransactionType\":\"SignIn\",\"a\":[1,{}]}", random));
          judge(Samples.avro(command.build()));
        });
  }

  /** Intake and worker must agree: what the one lets through, the other can always answer. */
  private Signal judge(byte[] value) {
    CommandPeek peek = CommandPeek.at(value, null);
    Signal signal = Samples.decode(value);
    if (peek instanceof CommandPeek.Undecodable(var code, String why, _)) {
      assertThat(signal).isInstanceOf(Signal.InvalidReceived.class);
      assertThat(code).isNotEqualTo(DeadLetterCode.INTERNAL);
      assertThat(why).isNotBlank().hasSizeLessThan(1_000);
    }
    if (signal instanceof Signal.InvalidReceived invalid) {
      assertThat(invalid.message()).isNotBlank().hasSizeLessThan(4_000).doesNotContain("\n");
    }
    Step step = lifecycle.apply(Lifecycle.unknown(), signal, Samples.AT);
    if (signal instanceof Signal.InvalidReceived) {
      assertThat(step.events()).hasSize(1);
    }
    assertWritable(step);
    return signal;
  }

  private void assertWritable(Step step) {
    if (!(step.next() instanceof RequestState.Unknown)) {
      assertThat(states.decode(states.encode(step.next()), _ -> null))
          .isEqualTo(new StateCodec.Decoded.Understood(step.next()));
    }
    for (Event event : step.events()) {
      assertThat(json.encode(event)).isNotEmpty();
      assertThat(avro.encode(event)).isNotEmpty();
      assertThat(avro.headers(event)).isNotEmpty();
    }
  }

  // --- inbox

  @Test
  void anInboxRecordWithAnyHeadersIsACommandOrNotUnderstood() {
    Fuzz.tries(
        5_000,
        random -> {
          Headers headers = new RecordHeaders();
          for (String name : HEADERS) {
            if (random.nextInt(12) > 0) {
              headers.add("countersign." + name, header(name, random));
            }
          }
          assertThat(InboxCodec.decode(record(key(random), Damage.noise(random), headers)))
              .isNotNull();
        });
  }

  private static byte @Nullable [] header(String name, RandomGenerator random) {
    String[] odd = {"", "-1", "999999999999999999999", "9223372036854775807", "1e5", " 1", "٣"};
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> Damage.noise(random);
      case 2 -> odd[random.nextInt(odd.length)].getBytes(UTF_8);
      default -> (name.equals("kind") ? "command" : "7").getBytes(UTF_8);
    };
  }

  private static byte @Nullable [] key(RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> Damage.noise(random);
      default -> "order-42".getBytes(UTF_8);
    };
  }

  @Test
  void aDamagedWebhookIsOneOrNotUnderstood() {
    InboxWebhook webhook =
        new InboxWebhook(
            "order-42",
            "shop",
            "3f0e1b8c-3a6e-4f5d-8d8a-b5f1a6d1a111",
            true,
            Instant.parse("2026-03-31T12:00:31Z"));
    var written = InboxCodec.encode(webhook, "inbox", 0);
    String valid = new String(written.value(), UTF_8);
    Fuzz.tries(
        1_000,
        random -> {
          byte[] value =
              random.nextBoolean()
                  ? Damage.json(valid, random).getBytes(UTF_8)
                  : Damage.bytes(written.value(), 0, random);
          InboxRecord read = InboxCodec.decode(record(key(random), value, written.headers()));
          assertThat(read)
              .isInstanceOfAny(InboxRecord.Webhook.class, InboxRecord.NotUnderstood.class);
        });
  }

  @Test
  void anInboxRecordIsReadAsItWasWritten() {
    Fuzz.tries(
        300,
        random -> {
          Headers original = new RecordHeaders();
          for (int i = random.nextInt(4); i > 0; i--) {
            original.add("h" + random.nextInt(3), random.nextBoolean() ? null : new byte[i]);
          }
          Instant at = Instant.ofEpochMilli(random.nextLong());
          Origin origin =
              new Origin("commands", random.nextInt(), random.nextLong(), at, key(random));
          byte[] value = Damage.noise(random);
          var written =
              InboxCodec.encode(
                  new InboxCommand("order-42", origin, original, value, null), "inbox", 0);

          InboxRecord read =
              InboxCodec.decode(record(written.key(), written.value(), written.headers()));

          assertThat(read).isInstanceOf(InboxRecord.Command.class);
          InboxCommand command = ((InboxRecord.Command) read).command();
          assertThat(command.requestId()).isEqualTo("order-42");
          assertThat(command.value()).isEqualTo(value);
          assertThat(command.original()).isEqualTo(original);
          assertThat(command.origin().key()).isEqualTo(origin.key());
          assertThat(command.origin().timestamp()).isEqualTo(at);
          assertThat(command.origin().partition()).isEqualTo(origin.partition());
          assertThat(command.origin().offset()).isEqualTo(origin.offset());
        });
  }

  private static ConsumerRecord<byte[], byte[]> record(
      byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    return new ConsumerRecord<>(
        "inbox", 0, 7, 0, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
  }

  // --- tokens

  @Test
  void aDamagedTokenIsJudged() {
    Fuzz.tries(
        800,
        random -> {
          byte[] value =
              switch (random.nextInt(3)) {
                case 0 -> Damage.json(TOKEN, random).getBytes(UTF_8);
                case 1 -> Damage.bytes(TOKEN.getBytes(UTF_8), 0, random);
                default -> Damage.bytes(AVRO_TOKEN, FINGERPRINT, random);
              };
          TokenRecord read = TokenCodec.decode(KEY, value, SchemaIds.none());
          if (read instanceof TokenRecord.Unreadable(String why)) {
            assertThat(why).isNotBlank().hasSizeLessThan(4_000).doesNotContain(Samples.TOKEN);
          }
          assertThat(TokenCodec.decode(Damage.bytes(KEY, 0, random), value, SchemaIds.none()))
              .isNotNull();
        });
  }

  // --- states

  @Property(tries = 300)
  void aDamagedStateIsUnderstoodOrHeld(@ForAll("states") RequestState state, @ForAll long seed) {
    byte[] valid = states.encode(state);
    RandomGenerator random = new SplittableRandom(seed);
    for (int i = 0; i < Integer.getInteger("fuzz.states", 3); i++) {
      StateCodec.Decoded read = states.decode(Damage.bytes(valid, FINGERPRINT, random), _ -> null);
      if (read instanceof StateCodec.Decoded.Understood(RequestState understood)) {
        assertUsable(understood);
      }
    }
  }

  /** A state that was damaged and can be read still must not break the worker. */
  private void assertUsable(RequestState state) {
    assertThat(lifecycle.wakeAt(state)).satisfiesAnyOf(at -> {}, at -> assertThat(at).isNull());
    for (Signal signal : List.of(new Signal.Resumed(), new Signal.TimerFired())) {
      assertThat(lifecycle.apply(state, signal, Samples.AT)).isNotNull();
    }
  }

  @Provide
  Arbitrary<RequestState> states() {
    return States.any();
  }

  @Test
  void aDamagedWriterSchemaIsLearnedOrRefused() {
    String schema = RequestStateRecord.getClassSchema().toString();
    Fuzz.tries(
        60,
        random -> {
          StateSchemas schemas = new StateSchemas();
          byte[] value = Damage.json(schema, random).getBytes(UTF_8);
          assertThat(schemas.learn("schema/0000000000000001", value)).isNotNull();
        });
  }
}
