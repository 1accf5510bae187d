package dev.countersign.ledger;

import static dev.countersign.ledger.Bodies.PAYER;
import static dev.countersign.ledger.Bodies.TXID;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** CONTRACT §9: no path invents a failure. */
class ProofTest {
  @RegisterExtension final Rig rig = new Rig();

  private static Question question(
      @Nullable Long end, @Nullable Long since, @Nullable String account) {
    return new Question(TXID, end, since, account, null);
  }

  private Fate fate(FakeNode node, Question question) throws Exception {
    return Rig.fate(rig.reader(node.http()), question);
  }

  /** Plain questions for it are not found; ranges are answered by the test. */
  private FakeNode missing(Function<JsonNode, String> ranges) throws Exception {
    return rig.node()
        .says("tx", asked -> asked.has("min_ledger") ? ranges.apply(asked) : Bodies.missing());
  }

  private FakeNode searched() throws Exception {
    return missing(_ -> Bodies.missing(true));
  }

  @Test
  void searchedToItsEndAndNotThereItNeverWillBe() throws Exception {
    FakeNode node = searched();
    assertThat(fate(node, Rig.QUESTION)).isEqualTo(new Fate.Never(2000));
    JsonNode range = node.asked.getLast();
    assertThat(range.path("min_ledger").asLong()).isEqualTo(1500);
    assertThat(range.path("max_ledger").asLong()).isEqualTo(2000);
  }

  @Test
  void beforeItsEndItIsNotYet() throws Exception {
    FakeNode node = searched().says("server_info", Bodies.info(0, 1999, "1-1999"));
    assertThat(fate(node, Rig.QUESTION)).isEqualTo(new Fate.NotYet(1999));
  }

  @Test
  void aMomentAfterItsEndServersMayStillDisagree() throws Exception {
    FakeNode node = searched().says("server_info", Bodies.info(0, 2004, "1-2004"));
    assertThat(fate(node, Rig.QUESTION)).isEqualTo(new Fate.NotYet(2004));
    node.says("server_info", Bodies.info(0, 2005, "1-2005"));
    assertThat(fate(node, Rig.QUESTION)).isEqualTo(new Fate.Never(2000));
  }

  @Test
  void withoutAnEndItIsAlwaysNotYet() throws Exception {
    assertThat(fate(searched(), question(null, 1500L, PAYER))).isEqualTo(new Fate.NotYet(3000));
  }

  @Test
  void withoutABeginningNothingIsProven() throws Exception {
    assertThat(fate(searched(), question(2000L, null, PAYER))).isInstanceOf(Fate.Unknown.class);
  }

  @Test
  void signedAfterItsEndItCanBeNowhere() throws Exception {
    assertThat(fate(searched(), question(2000L, 2001L, PAYER))).isEqualTo(new Fate.Never(2000));
  }

  @Test
  void aGapInTheNodesHistoryProvesNothing() throws Exception {
    FakeNode node = searched().says("server_info", Bodies.info(0, 3000, "1-1699,1701-3000"));
    assertThat(fate(node, Rig.QUESTION)).isInstanceOf(Fate.Unknown.class);
  }

  @Test
  void aHistoryThatBeginsTooLateProvesNothing() throws Exception {
    FakeNode node = searched().says("server_info", Bodies.info(0, 3000, "1501-3000"));
    assertThat(fate(node, Rig.QUESTION)).isInstanceOf(Fate.Unknown.class);
  }

  @Test
  void whatAnotherServerBehindTheAddressDidNotSearchIsNotProven() throws Exception {
    FakeNode node = missing(_ -> Bodies.missing(false));
    assertThat(fate(node, question(2000L, 1500L, null))).isInstanceOf(Fate.Unknown.class);
  }

  @Test
  void whereItIsNotSaidWhatWasSearchedNothingIsProven() throws Exception {
    FakeNode node = missing(_ -> Bodies.missing());
    assertThat(fate(node, question(2000L, 1500L, null))).isInstanceOf(Fate.Unknown.class);
  }

  @Test
  void aWideRangeIsSearchedInPieces() throws Exception {
    FakeNode node = searched();
    assertThat(fate(node, question(2900L, 500L, null))).isEqualTo(new Fate.Never(2900));
    assertThat(node.asked.stream().filter(asked -> asked.has("min_ledger")))
        .extracting(asked -> asked.path("min_ledger") + "-" + asked.path("max_ledger"))
        .containsExactly("500-1500", "1501-2501", "2502-2900");
  }

  @Test
  void onePieceThatWasNotSearchedSpoilsTheProof() throws Exception {
    FakeNode node = missing(asked -> Bodies.missing(asked.path("min_ledger").asLong() != 1501));
    assertThat(fate(node, question(2900L, 500L, null))).isInstanceOf(Fate.Unknown.class);
  }

  @Test
  void foundWhileItIsSearchedItIsValidated() throws Exception {
    assertThat(fate(missing(_ -> Bodies.paid()), Rig.QUESTION)).isInstanceOf(Fate.Validated.class);
  }

  @Test
  void aNodeThatBreaksOffProvesNothing() throws Exception {
    FakeNode node = missing(_ -> Bodies.refused("slowDown"));
    assertThat(fate(node, Rig.QUESTION)).isInstanceOf(Fate.Unknown.class);
  }

  @Test
  void noEndlessRangeIsSearched() throws Exception {
    FakeNode node = searched().says("server_info", Bodies.info(0, 90_000_000, "1-90000000"));
    assertThat(fate(node, question(80_000_000L, 5L, null))).isInstanceOf(Fate.Unknown.class);
    assertThat(node.asked).hasSizeLessThan(60);
  }

  @Test
  void ledgersWithoutTransactionsAreProvenByTheAccountsList() throws Exception {
    FakeNode node =
        missing(_ -> Bodies.missing(false))
            .says("account_tx", Bodies.history(1500, 2000, "", "AB".repeat(32)));
    assertThat(fate(node, Rig.QUESTION)).isEqualTo(new Fate.Never(2000));
    assertThat(node.asked.getLast().path("account").asText()).isEqualTo(PAYER);
  }

  @Test
  void whatANodeOnceRelayedIsProvenByTheAccountsList() throws Exception {
    FakeNode node =
        rig.node().says("tx", Bodies.waiting()).says("account_tx", Bodies.history(1500, 2000, ""));
    assertThat(fate(node, question(2000L, 1500L, null))).isEqualTo(new Fate.Never(2000));
  }

  @Test
  void anAccountsListThatHasItProvesNothing() throws Exception {
    FakeNode node =
        rig.node()
            .says("tx", Bodies.waiting())
            .says("account_tx", Bodies.history(1500, 2000, "", TXID));
    assertThat(fate(node, Rig.QUESTION)).isInstanceOf(Fate.Unknown.class);
  }

  @Test
  void anAccountsListWithAGapProvesNothing() throws Exception {
    FakeNode node =
        rig.node().says("tx", Bodies.waiting()).says("account_tx", Bodies.history(1800, 2000, ""));
    assertThat(fate(node, Rig.QUESTION)).isInstanceOf(Fate.Unknown.class);
    node.says("account_tx", Bodies.refused("lgrIdxsInvalid"));
    assertThat(fate(node, Rig.QUESTION)).isInstanceOf(Fate.Unknown.class);
  }

  @Test
  void anAccountsListIsReadToItsEnd() throws Exception {
    FakeNode node =
        rig.node()
            .says("tx", Bodies.waiting())
            .says(
                "account_tx",
                asked ->
                    asked.has("marker")
                        ? Bodies.history(1500, 2000, "", TXID)
                        : Bodies.history(1500, 2000, "{\"ledger\":1700,\"seq\":3}"));
    assertThat(fate(node, Rig.QUESTION)).isInstanceOf(Fate.Unknown.class);
    assertThat(node.asked.getLast().path("marker")).hasToString("{\"ledger\":1700,\"seq\":3}");
  }

  @Test
  void anEndlessAccountsListIsNotReadForEver() throws Exception {
    FakeNode node =
        rig.node()
            .says("tx", Bodies.waiting())
            .says("account_tx", Bodies.history(1500, 2000, "{\"ledger\":1700,\"seq\":3}"));
    assertThat(fate(node, Rig.QUESTION)).isInstanceOf(Fate.Unknown.class);
    assertThat(node.asked).hasSizeLessThan(60);
  }

  // --- without history: by the account's next number

  /** A node that has only the newest ledgers. */
  private FakeNode forgetful(String account) throws Exception {
    return searched()
        .says("server_info", Bodies.info(0, 3000, "2990-3000"))
        .says("account_info", account);
  }

  private static String account(long next, long index, boolean validated) {
    return """
        {"account_data":{"Account":"%s","Sequence":%d},"ledger_index":%d,"status":"success",
        "validated":%b}"""
        .formatted(PAYER, next, index, validated);
  }

  private static Question numbered(@Nullable Long sequence) {
    return new Question(TXID, 2000L, 1500L, PAYER, sequence);
  }

  @Test
  void aNumberThatIsStillUnusedAfterTheEndProvesIt() throws Exception {
    FakeNode node = forgetful(account(7, 3000, true));
    assertThat(fate(node, numbered(7L))).isEqualTo(new Fate.Never(2000));
    JsonNode asked = node.asked.getLast();
    assertThat(asked.path("account").asText()).isEqualTo(PAYER);
    assertThat(asked.path("ledger_index").asText()).isEqualTo("validated");
  }

  @Test
  void aNumberThatWasUsedMayHaveBeenUsedByIt() throws Exception {
    assertThat(fate(forgetful(account(8, 3000, true)), numbered(7L)))
        .isInstanceOf(Fate.Unknown.class);
  }

  @Test
  void aNumberOfBeforeTheEndProvesNothing() throws Exception {
    assertThat(fate(forgetful(account(7, 1999, true)), numbered(7L)))
        .isInstanceOf(Fate.Unknown.class);
  }

  @Test
  void aNumberInALedgerThatIsNotValidatedProvesNothing() throws Exception {
    assertThat(fate(forgetful(account(7, 3000, false)), numbered(7L)))
        .isInstanceOf(Fate.Unknown.class);
  }

  @Test
  void anAccountThatIsGoneProvesNothing() throws Exception {
    assertThat(fate(forgetful(Bodies.refused("actNotFound")), numbered(7L)))
        .isInstanceOf(Fate.Unknown.class);
  }

  @Test
  void aTicketHasNoNumber() throws Exception {
    FakeNode node = forgetful(account(0, 3000, true));
    assertThat(fate(node, numbered(0L))).isInstanceOf(Fate.Unknown.class);
    assertThat(fate(node, numbered(null))).isInstanceOf(Fate.Unknown.class);
  }
}
