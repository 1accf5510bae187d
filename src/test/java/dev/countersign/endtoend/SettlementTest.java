package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.WorkerProcess;
import dev.countersign.sandbox.Fault;
import dev.countersign.sandbox.Signing;
import dev.countersign.sandbox.SigningFate;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("CONTRACT §9: settlement, from the command to a validated ledger")
class SettlementTest {
  private static final String SHOP = "rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY";
  private static final String ELSE = "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh";
  private static final String PAYMENT =
      "'txjson':{'TransactionType':'Payment','Amount':'1000','Destination':'"
          + SHOP
          + "','DestinationTag':7}";
  private static final String EXPECT =
      "'expect':{'network':'MAINNET','destination':'"
          + SHOP
          + "','destination_tag':7,'amount':'1000'}";
  private static final Fault NODE_DOWN = Fault.answer("ledger", 503);

  @RegisterExtension static final Fleet fleet = Fleet.setup().ledgers("mainnet", "testnet").start();

  @BeforeAll
  static void ledgersAreKnown() {
    for (String network : List.of("mainnet", "testnet")) {
      Fleet.await("the height of " + network)
          .until(
              () ->
                  fleet.web().metric("countersign_ledger_validated{network=\"" + network + "\"}")
                      > 0);
    }
  }

  private static Asked payment(String more) {
    return fleet.ask(PAYMENT + "," + EXPECT + more);
  }

  private static JsonNode signed(Asked asked, Signing signing, String... then) {
    fleet.person("ada").sign(asked.payload(), signing);
    List<String> types = new ArrayList<>(List.of("CREATED", "OPENED", "SIGNED"));
    types.addAll(List.of(then));
    return asked.awaits(types.toArray(String[]::new));
  }

  private static JsonNode signed(Asked asked) {
    return asked.events().get(2);
  }

  private static JsonNode failed(Signing signing) {
    return signed(payment(""), signing, "SETTLEMENT_FAILED").path("settlement");
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }

  @Test
  void whatIsPaidAsExpectedIsSettled() {
    Asked asked = payment("");
    JsonNode settled = signed(asked, Signing.USUAL, "SETTLED");

    assertThat(signed(asked).path("terminal").asBoolean(true)).isFalse();
    assertThat(signed(asked).path("resolution").path("unchecked").isNull()).isTrue();
    assertThat(signed(asked).path("resolution").path("mismatch")).isEmpty();
    assertThat(settled.path("terminal").asBoolean()).isTrue();
    assertThat(settled.path("observed_via").asText()).isEqualTo("LEDGER");
    JsonNode settlement = settled.path("settlement");
    assertThat(settlement.path("network").asText()).isEqualTo("mainnet");
    assertThat(settlement.path("result").asText()).isEqualTo("tesSUCCESS");
    assertThat(settlement.path("delivered_amount").asText()).isEqualTo("1000");
    assertThat(settlement.path("reason").isNull()).isTrue();
    assertThat(settlement.path("unmet")).isEmpty();
    assertThat(settlement.path("ledger_index").asLong()).isPositive();
  }

  @Test
  void aPartialPaymentThatUnderpaysHasFailed() {
    JsonNode settlement = failed(Signing.USUAL.with(SigningFate.delivering("999")));
    assertThat(settlement.path("reason").asText()).isEqualTo("WRONG_AMOUNT");
    assertThat(settlement.path("delivered_amount").asText()).isEqualTo("999");
    assertThat(texts(settlement.path("unmet"))).containsExactly("amount");
  }

  @Test
  void aWrongDestinationTagIsUnmetAtOnceAndHasFailedInTheEnd() {
    Asked asked = payment("");
    JsonNode end =
        signed(
            asked,
            Signing.USUAL.with(SigningFate.USUAL.signingInstead("{\"DestinationTag\":8}")),
            "SETTLEMENT_FAILED");
    JsonNode resolution = signed(asked).path("resolution");
    assertThat(texts(resolution.path("unmet"))).containsExactly("destination_tag");
    assertThat(texts(resolution.path("mismatch"))).containsExactly("DestinationTag");
    assertThat(end.path("settlement").path("reason").asText()).isEqualTo("WRONG_DESTINATION_TAG");
  }

  @Test
  void whatIsPaidOnAnotherNetworkHasFailed() {
    JsonNode settlement = failed(Signing.USUAL.onNetwork("TESTNET"));
    assertThat(settlement.path("reason").asText()).isEqualTo("WRONG_NETWORK");
    assertThat(settlement.path("network").asText()).isEqualTo("testnet");
    assertThat(settlement.path("result").asText()).isEqualTo("tesSUCCESS");
  }

  @Test
  void whatIsPaidOnANetworkThatNobodyReadsHasFailedOnceItCanArriveNoMore() {
    JsonNode settlement = failed(Signing.USUAL.onNetwork("DEVNET"));
    assertThat(settlement.path("reason").asText()).isEqualTo("WRONG_NETWORK");
    assertThat(settlement.path("network").asText()).isEqualTo("mainnet");
  }

  @Test
  void whoIsNotExpectedPaysForNobodyAndGetsNoToken() {
    String ada = fleet.person("ada").account();
    String bob = fleet.person("bob").account();
    Asked asked =
        fleet.ask(
            PAYMENT
                + ",'user':'ada-at-the-shop','expect':{'account':'%s'},'options':{'signers':['%s','%s']}"
                    .formatted(ada, ada, bob));
    fleet.person("bob").sign(asked.payload());
    JsonNode end = asked.awaits("CREATED", "OPENED", "SIGNED", "SETTLEMENT_FAILED");
    assertThat(texts(signed(asked).path("resolution").path("unmet"))).containsExactly("account");
    assertThat(end.path("settlement").path("reason").asText()).isEqualTo("WRONG_ACCOUNT");
    assertThat(fleet.tokens("default", "ada-at-the-shop")).isEmpty();
  }

  @Test
  void aTecHasFailedHoweverItWasReported() {
    JsonNode settlement = failed(Signing.USUAL.with(SigningFate.ending("tecUNFUNDED_PAYMENT")));
    assertThat(settlement.path("reason").asText()).isEqualTo("ENGINE_RESULT");
    assertThat(settlement.path("result").asText()).isEqualTo("tecUNFUNDED_PAYMENT");
  }

  @Test
  void whatNeverGotIntoALedgerHasFailedOnceItsLastLedgerHasPassed() {
    JsonNode settlement = failed(Signing.USUAL.with(SigningFate.losing()));
    assertThat(settlement.path("reason").asText()).isEqualTo("LAST_LEDGER_SEQUENCE_PASSED");
  }

  @Test
  void theLedgerIsBelievedAlsoIfTheWalletNeverReportsAgain() {
    Asked asked = payment("");
    signed(asked, Signing.USUAL.losingDispatch(), "SETTLED");
    assertThat(signed(asked).path("resolution").path("dispatched_result").isNull()).isTrue();
  }

  @Test
  void aNodeThatIsDownDelaysAndDecidesNothing() {
    fleet.sandbox().faults().add(NODE_DOWN);
    Asked asked = payment("");
    signed(asked, Signing.USUAL);
    Fleet.await("a question that nobody answers")
        .until(
            () ->
                fleet
                        .web()
                        .metric(
                            "countersign_ledger_answers_total{network=\"mainnet\",outcome=\"unknown\"}")
                    > 0);
    asked.awaits("CREATED", "OPENED", "SIGNED");
    fleet.sandbox().faults().clear();
    asked.awaits("CREATED", "OPENED", "SIGNED", "SETTLED");
  }

  @Test
  void anotherWorkerGoesOnWhereOneHasStopped() {
    fleet.sandbox().faults().add(NODE_DOWN);
    Asked asked = payment("");
    signed(asked, Signing.USUAL);
    WorkerProcess first = fleet.worker();
    fleet.startWorker();
    fleet.stop(first);
    fleet.sandbox().faults().clear();
    asked.awaits("CREATED", "OPENED", "SIGNED", "SETTLED");
  }

  @Test
  void whatIsNotSubmittedEndsWithTheSignatureAndItsBlob() {
    Asked asked = fleet.ask(PAYMENT + ",'options':{'submit':false}");
    JsonNode end = signed(asked, Signing.USUAL);
    assertThat(end.path("terminal").asBoolean()).isTrue();
    assertThat(end.path("resolution").path("hex").asText()).isNotEmpty();
  }

  @Test
  void aSignInIsVerifiedWithoutALedger() {
    Asked asked = fleet.ask("");
    JsonNode end = signed(asked, Signing.USUAL);
    assertThat(end.path("terminal").asBoolean()).isTrue();
    assertThat(end.path("resolution").path("unchecked").isNull()).isTrue();
    assertThat(end.path("resolution").path("mismatch")).isEmpty();
  }

  @Test
  void aLateSignatureIsHeldAgainstWhatWasAskedToo() {
    Asked asked = payment("");
    String uuid = asked.watched();
    fleet.person("ada").open(uuid);
    asked.awaits("CREATED", "OPENED");
    fleet.sandbox().clock().advance(Duration.ofDays(1).plusSeconds(60));
    asked.awaits("CREATED", "OPENED", "EXPIRED");
    fleet
        .person("ada")
        .sign(
            uuid,
            Signing.USUAL
                .asLate()
                .with(
                    SigningFate.USUAL.signingInstead("{\"Destination\":\"%s\"}".formatted(ELSE))));
    JsonNode end = asked.awaits("CREATED", "OPENED", "EXPIRED", "SIGNED", "SETTLEMENT_FAILED");
    assertThat(end.path("settlement").path("reason").asText()).isEqualTo("WRONG_DESTINATION");
  }

  @Test
  void whatIsSettlingIsReplacedOnlyOnceItHasFailed() {
    Asked failing = payment("");
    signed(failing, Signing.USUAL.with(SigningFate.losing()));
    Asked heir = fleet.ask("'replaces':'" + failing.id() + "'");
    heir.awaits("DEFERRED");
    failing.awaits("CREATED", "OPENED", "SIGNED", "SETTLEMENT_FAILED");
    heir.awaits("DEFERRED", "CREATED");
  }
}
