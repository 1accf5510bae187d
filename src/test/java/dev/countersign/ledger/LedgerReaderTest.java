package dev.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader answers everything, and throws nothing. */
class LedgerReaderTest {
  @RegisterExtension final Rig rig = new Rig();

  private static String reason(Future<Fate> fate) throws Exception {
    return Rig.await(fate) instanceof Fate.Unknown(String reason) ? reason : "none";
  }

  @Test
  void aNetworkWithoutNodesIsUnknown() throws Exception {
    LedgerReader reader = rig.reader(rig.node().http());
    assertThat(reason(reader.fate("xahau", Rig.QUESTION))).contains("xahau");
    assertThat(reader.reads("xahau")).isFalse();
    assertThat(reader.reads("mainnet")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "F4", "\",\"command\":\"stop"})
  void whatIsNoHashIsNotAskedFor(String txid) throws Exception {
    FakeNode node = rig.node();
    LedgerReader reader = rig.reader(node.http());
    assertThat(reason(reader.fate("mainnet", new Question(txid, null, null, null, null))))
        .contains("txid");
    assertThat(node.asked).isEmpty();
  }

  @Test
  void aClosedReaderKnowsNothing() throws Exception {
    LedgerReader reader = rig.reader(rig.node().http());
    Rig.await(reader.close());
    assertThat(reason(reader.fate("mainnet", Rig.QUESTION))).isEqualTo("the reader is closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "ws"})
  void closingAnswersWhatIsUnderWay(String scheme) throws Exception {
    FakeNode node = rig.node().overHttp((_, _) -> {}).overSocket((_, _) -> {});
    LedgerReader reader = rig.reader(node.http().replace("http", scheme));
    Future<Fate> waiting = reader.fate("mainnet", Rig.QUESTION);
    Rig.await(reader.close());
    assertThat(Rig.await(waiting)).isInstanceOf(Fate.Unknown.class);
  }

  @Test
  void closingDoesNotWaitForANodeThatDoesNotLetGo() throws Exception {
    Link stuck =
        new Link() {
          @Override
          public Future<Reply> ask(String command, ObjectNode parameters) {
            return Promise.<Reply>promise().future();
          }

          @Override
          public Future<Void> close() {
            return Promise.<Void>promise().future();
          }
        };
    Node node =
        new Node(
            "stuck", 0, stuck, rig.vertx(), Instant::now, new SplittableRandom(1), Rig.PATIENT);
    Rig.await(new NetworkReader(List.of(node)).close());
  }

  @Test
  void moreQuestionsThanANodeCanTakeAreAnsweredAtOnce() throws Exception {
    Patience narrow =
        new Patience(
            Duration.ofSeconds(15),
            20,
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofMinutes(1));
    FakeNode node = rig.node().says("tx", Bodies.paid());
    LedgerReader reader = rig.with(narrow).reader(node.http());
    Rig.fate(reader);
    List<Future<Fate>> fates =
        IntStream.range(0, 50).mapToObj(_ -> reader.fate("mainnet", Rig.QUESTION)).toList();
    int answered = 0;
    for (Future<Fate> fate : fates) {
      if (Rig.await(fate) instanceof Fate.Validated) {
        answered++;
      } else {
        assertThat(reason(fate)).contains("20 a second");
      }
    }
    assertThat(answered).isBetween(1, 10);
  }
}
