package dev.countersign.ledger;

import static dev.countersign.ledger.Bodies.TXID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Amount;
import dev.countersign.testing.Damage;
import dev.countersign.testing.Fuzz;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whatever a node sends is an answer or none. */
class AnswerFuzzTest {
  private static final List<String> VALID =
      List.of(
          Bodies.paid(),
          Bodies.paidInVersion2(),
          Bodies.validated(
              "tesSUCCESS",
              ",\"delivered_amount\":{\"currency\":\"USD\",\"issuer\":\""
                  + Bodies.SHOP
                  + "\",\"value\":\"1.5\"}"),
          Bodies.waiting(),
          Bodies.missing(true),
          Bodies.refused("slowDown"),
          Bodies.info(0, 3000, "1-3000,3005"),
          Bodies.history(1500, 2000, "{\"ledger\":1}", TXID));

  private static String damaged(RandomGenerator random) {
    String valid = "{\"result\":" + Damage.pick(VALID, random) + "}";
    return switch (random.nextInt(4)) {
      case 0 -> new String(Damage.bytes(valid.getBytes(UTF_8), 0, random), UTF_8);
      case 1 -> new String(Damage.noise(random), UTF_8);
      default -> Damage.json(valid, random);
    };
  }

  @Test
  void everyReaderReadsAnything() {
    Fuzz.tries(
        4000,
        random -> {
          String text = damaged(random);
          Reply reply = Reply.ofHttp(200, text);
          assertThat(TxReader.read(reply, TXID)).isNotNull();
          assertThat(Standing.read(reply)).isNotNull();
          assertThat(History.read(reply, TXID, 1500, 2000)).isNotNull();
          var message = Json.object(text);
          if (message != null) {
            assertThat(Reply.ofMessage(message)).isNotNull();
          }
        });
  }

  @Test
  void damageToAnAnswerThatItWaitsNeverMakesItPaid() {
    Fuzz.tries(
        2000,
        random -> {
          String answer = "{\"result\":" + Bodies.waiting() + "}";
          String text = Damage.json(answer, random);
          assertThat(TxReader.read(Reply.ofHttp(200, text), TXID))
              .isNotInstanceOf(Look.Found.class);
        });
  }

  @Test
  void whatIsFoundIsWhole() {
    Fuzz.tries(
        2000,
        random -> {
          String text = Damage.json("{\"result\":" + Bodies.paid() + "}", random);
          if (TxReader.read(Reply.ofHttp(200, text), TXID)
              instanceof Look.Found(Fate.Validated fate)) {
            assertThat(fate.result()).matches("tesSUCCESS|tec.+");
            assertThat(fate.transaction().path("hash").textValue()).isEqualTo(TXID);
            if (fate.delivered() instanceof Delivered.Of(Amount amount)) {
              assertThat(Amounts.parse(Bodies.tree(amount))).isEqualTo(amount);
            }
          }
        });
  }
}
