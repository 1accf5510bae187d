package dev.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several nodes for a network: one that knows is enough, and none that does not is trusted. */
class FailoverTest {
  @RegisterExtension final Rig rig = new Rig();

  private FakeNode paid() throws Exception {
    return rig.node().says("tx", Bodies.paid());
  }

  private static String reason(Fate fate) {
    assertThat(fate).isInstanceOf(Fate.Unknown.class);
    return ((Fate.Unknown) fate).reason();
  }

  @Test
  void theFirstThatKnowsIsEnough() throws Exception {
    FakeNode second = paid();
    assertThat(rig.fateFrom(paid().http(), second.http())).isInstanceOf(Fate.Validated.class);
    assertThat(second.asked).isEmpty();
  }

  @Test
  void afterADeadNodeTheNextIsAsked() throws Exception {
    assertThat(rig.fateFrom(Rig.deadUrl(), paid().ws())).isInstanceOf(Fate.Validated.class);
  }

  @Test
  void withEverybodyDeadNothingIsKnown() throws Exception {
    String first = Rig.deadUrl();
    String second = Rig.deadUrl().replace("http", "ws");
    assertThat(reason(rig.fateFrom(first, second))).contains(first + ": ").contains(second + ": ");
  }

  @Test
  void aReasonDoesNotHoldAProvidersKey() throws Exception {
    FakeNode node = rig.node().says("tx", Bodies.refused("slowDown"));
    assertThat(reason(rig.fateFrom(node.http()))).contains("slowDown").doesNotContain("key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slowDown", "noNetwork", "amendmentBlocked", "internal", "noPermission"})
  void aNodeThatRefusesIsPassedOverAndLeftAloneForAWhile(String error) throws Exception {
    FakeNode first = rig.node().says("tx", Bodies.refused(error));
    LedgerReader reader = rig.reader(first.http(), paid().http());
    assertThat(Rig.fate(reader)).isInstanceOf(Fate.Validated.class);
    int asked = first.asked.size();
    assertThat(Rig.fate(reader)).isInstanceOf(Fate.Validated.class);
    assertThat(first.asked).hasSize(asked);
    rig.timePasses(Duration.ofSeconds(2));
    assertThat(Rig.fate(reader)).isInstanceOf(Fate.Validated.class);
    assertThat(first.asked).hasSizeGreaterThan(asked);
  }

  @Test
  void whoFailsAgainIsLeftAloneForLonger() throws Exception {
    FakeNode node = rig.node().says("tx", Bodies.refused("slowDown"));
    LedgerReader reader = rig.reader(node.http());
    for (int failures = 0; failures < 5; failures++) {
      Rig.fate(reader);
      rig.timePasses(Duration.ofSeconds(20));
    }
    Rig.fate(reader);
    rig.timePasses(Duration.ofSeconds(10));
    assertThat(reason(Rig.fate(reader))).contains("left alone until");
  }

  @Test
  void whoServedInBetweenBeginsAnew() throws Exception {
    FakeNode node = rig.node().says("tx", Bodies.refused("slowDown"));
    LedgerReader reader = rig.reader(node.http());
    for (int failures = 0; failures < 5; failures++) {
      Rig.fate(reader);
      rig.timePasses(Duration.ofMinutes(1));
    }
    node.says("tx", Bodies.paid());
    Rig.fate(reader);
    node.says("tx", Bodies.refused("slowDown"));
    Rig.fate(reader);
    rig.timePasses(Duration.ofSeconds(2));
    node.says("tx", Bodies.paid());
    assertThat(Rig.fate(reader)).isInstanceOf(Fate.Validated.class);
  }

  @Test
  void aNodeOfAnotherNetworkIsNotBelievedAndLeftAloneForLong() throws Exception {
    FakeNode stranger = paid().says("server_info", Bodies.info(1, 3000, "1-3000"));
    LedgerReader reader = rig.reader(stranger.http());
    assertThat(reason(Rig.fate(reader))).contains("network 1, expected is 0");
    rig.timePasses(Duration.ofMinutes(9));
    assertThat(reason(Rig.fate(reader))).contains("network 1, expected is 0");
    assertThat(stranger.commands()).containsExactly("server_info");
    rig.timePasses(Duration.ofMinutes(2));
    Rig.fate(reader);
    assertThat(stranger.commands()).containsExactly("server_info", "server_info");
  }

  @Test
  void aNodeThatDoesNotSayItsNetworkIsOfTheMainOne() throws Exception {
    FakeNode node = paid().says("server_info", Bodies.infoWithoutId(3000));
    assertThat(rig.fateFrom(node.http())).isInstanceOf(Fate.Validated.class);
    assertThat(reason(Rig.fate(rig.reader(21337, node.http())))).contains("expected is 21337");
  }

  @Test
  void aNodeWithAGapIsNotTheLastWord() throws Exception {
    FakeNode young =
        rig.node()
            .says("server_info", Bodies.info(0, 1990, "1800-1990"))
            .says("tx", Bodies.missing());
    assertThat(rig.fateFrom(young.http(), paid().http())).isInstanceOf(Fate.Validated.class);
    assertThat(rig.fateFrom(young.http())).isEqualTo(new Fate.NotYet(1990));
    assertThat(rig.fateFrom(young.http(), Rig.deadUrl())).isEqualTo(new Fate.NotYet(1990));
  }

  @Test
  void aNodeThatHasAllAndDoesNotHaveItIsEnoughForNow() throws Exception {
    FakeNode complete =
        rig.node().says("server_info", Bodies.info(0, 1990, "1-1990")).says("tx", Bodies.missing());
    FakeNode second = paid();
    assertThat(rig.fateFrom(complete.http(), second.http())).isEqualTo(new Fate.NotYet(1990));
    assertThat(second.asked).isEmpty();
  }

  @Test
  void aNodesWordOnItsNewestLedgerIsGoodForAMoment() throws Exception {
    FakeNode node = rig.node().says("tx", Bodies.paid());
    LedgerReader reader = rig.reader(node.http());
    Rig.fate(reader);
    Rig.fate(reader);
    assertThat(node.commands()).containsExactly("server_info", "tx", "tx");
    rig.timePasses(Duration.ofSeconds(4));
    Rig.fate(reader);
    assertThat(node.commands()).endsWith("server_info", "tx");
  }

  @Test
  void manyQuestionsAtOnceAskForItOnce() throws Exception {
    FakeNode node = paid();
    LedgerReader reader = rig.reader(node.http());
    List<Future<Fate>> fates =
        IntStream.range(0, 5).mapToObj(_ -> reader.fate("mainnet", Rig.QUESTION)).toList();
    for (Future<Fate> fate : fates) {
      assertThat(Rig.await(fate)).isInstanceOf(Fate.Validated.class);
    }
    assertThat(node.commands()).containsOnlyOnce("server_info");
  }

  @Test
  void aNodeThatFellBehindDoesNotHideTheNext() throws Exception {
    FakeNode behind =
        rig.node()
            .says(
                "server_info", Bodies.info(0, 1600, "1-1600").replace("\"age\":2", "\"age\":9000"))
            .says("tx", Bodies.missing());
    assertThat(rig.fateFrom(behind.http(), paid().http())).isInstanceOf(Fate.Validated.class);
  }

  @Test
  void howFarANetworkIsIsAskedTheSameWay() throws Exception {
    LedgerReader reader = rig.reader(Rig.deadUrl(), paid().http());
    assertThat(Rig.await(reader.height("mainnet"))).isEqualTo(new Height.At(3000));
  }

  @Test
  void nobodyKnowsHowFarANetworkIs() throws Exception {
    String dead = Rig.deadUrl();
    assertThat(((Height.Unknown) Rig.await(rig.reader(dead).height("mainnet"))).reason())
        .startsWith(dead);
  }
}
