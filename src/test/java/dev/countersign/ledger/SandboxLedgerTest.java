package dev.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Amount;
import dev.countersign.sandbox.Fault;
import dev.countersign.sandbox.Signing;
import dev.countersign.sandbox.SigningFate;
import dev.countersign.testing.SandboxExtension;
import dev.countersign.testing.Web;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CONTRACT §9 on a ledger that somebody's wallet submits to. */
class SandboxLedgerTest {
  private static final String SHOP = "rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY";

  /** Closed after its clients: Vert.x may wait for ever for a server that went first. */
  @Order(1)
  @RegisterExtension
  final SandboxExtension sandbox = SandboxExtension.fresh();

  @Order(2)
  @RegisterExtension
  final Rig rig = new Rig();

  private String url(String scheme, String network) {
    return sandbox.url().toString().replace("http", scheme) + "/ledger/" + network;
  }

  private static long height(LedgerReader reader) throws Exception {
    return ((Height.At) Rig.await(reader.height("mainnet"))).validatedIndex();
  }

  /** Asked for at this height, to be validated within thirty ledgers, and signed like that. */
  private Question signed(LedgerReader reader, Signing signing) throws Exception {
    long since = height(reader);
    long end = since + 30;
    String body =
        ("{'txjson':{'TransactionType':'Payment','Amount':'1000','Destination':'%s',"
                + "'DestinationTag':7,'LastLedgerSequence':%d}}")
            .formatted(SHOP, end);
    String created =
        new Web(sandbox.url().toString())
            .post(
                "/api/v1/platform/payload",
                body,
                "x-api-key",
                sandbox.application().key(),
                "x-api-secret",
                sandbox.application().secret())
            .body();
    String uuid = Objects.requireNonNull(Json.object(created)).path("uuid").asText();
    String txid = sandbox.person("ada").sign(uuid, signing).txid();
    return new Question(
        Objects.requireNonNull(txid), end, since, sandbox.person("ada").account(), null);
  }

  private void ledgersClose(int count) {
    sandbox.clock().advance(Duration.ofSeconds(5L * count));
    rig.timePasses(Duration.ofSeconds(5L * count));
  }

  private Fate fateOf(Signing signing, int ledgers) throws Exception {
    LedgerReader reader = rig.reader(url("http", "mainnet"));
    Question question = signed(reader, signing);
    ledgersClose(ledgers);
    return Rig.fate(reader, question);
  }

  private Fate.Validated validated(Signing signing) throws Exception {
    Fate fate = fateOf(signing, 2);
    assertThat(fate).isInstanceOf(Fate.Validated.class);
    return (Fate.Validated) fate;
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "ws"})
  void aPaymentIsValidated(String scheme) throws Exception {
    LedgerReader reader = rig.reader(url(scheme, "mainnet"));
    Question question = signed(reader, Signing.USUAL);
    ledgersClose(2);
    assertThat(Rig.fate(reader, question))
        .isInstanceOfSatisfying(
            Fate.Validated.class,
            fate -> {
              assertThat(fate.result()).isEqualTo("tesSUCCESS");
              assertThat(fate.delivered()).isEqualTo(new Delivered.Of(new Amount.Drops("1000")));
              assertThat(fate.transaction().path("Account").textValue())
                  .isEqualTo(question.account());
              assertThat(fate.transaction().path("DestinationTag").intValue()).isEqualTo(7);
              assertThat(fate.ledgerIndex()).isGreaterThan(question.since());
            });
  }

  @Test
  void beforeALedgerClosesItIsNotYet() throws Exception {
    sandbox.clock().speed(0.001);
    LedgerReader reader = rig.reader(url("http", "mainnet"));
    Question question = signed(reader, Signing.USUAL);
    assertThat(Rig.fate(reader, question)).isEqualTo(new Fate.NotYet(height(reader)));
  }

  @Test
  void aTecIsValidatedAndDeliversNothing() throws Exception {
    Fate.Validated fate = validated(Signing.USUAL.with(SigningFate.ending("tecPATH_DRY")));
    assertThat(fate.result()).isEqualTo("tecPATH_DRY");
    assertThat(fate.delivered()).isEqualTo(new Delivered.Nothing());
  }

  @Test
  void aPartialPaymentDeliversLessThanItsAmount() throws Exception {
    Fate.Validated fate = validated(Signing.USUAL.with(SigningFate.delivering("7")));
    assertThat(fate.delivered()).isEqualTo(new Delivered.Of(new Amount.Drops("7")));
    assertThat(fate.transaction().path("Amount").textValue()).isEqualTo("1000");
  }

  @Test
  void aLostOneIsNotYetUntilItsEndAndThenNever() throws Exception {
    LedgerReader reader = rig.reader(url("ws", "mainnet"));
    Question question = signed(reader, Signing.USUAL.with(SigningFate.losing()));
    ledgersClose(5);
    assertThat(Rig.fate(reader, question)).isInstanceOf(Fate.NotYet.class);
    ledgersClose(60);
    assertThat(Rig.fate(reader, question))
        .isEqualTo(new Fate.Never(Objects.requireNonNull(question.lastLedgerSequence())));
  }

  @Test
  void aValidatedOneInAGapIsNoFailureAndIsFoundOnceItIsHealed() throws Exception {
    LedgerReader reader = rig.reader(url("http", "mainnet"));
    Question question = signed(reader, Signing.USUAL);
    ledgersClose(60);
    long index = ((Fate.Validated) Rig.fate(reader, question)).ledgerIndex();
    Web control = new Web(sandbox.url().toString());
    control.post("/sandbox/ledgers/mainnet", "{'missing':['" + index + "']}");
    ledgersClose(1);
    assertThat(Rig.fate(reader, question)).isInstanceOf(Fate.Unknown.class);
    control.post("/sandbox/ledgers/mainnet", "{'missing':[]}");
    ledgersClose(1);
    assertThat(Rig.fate(reader, question)).isInstanceOf(Fate.Validated.class);
  }

  @Test
  void aNodeOfTheTestNetworkIsNotAskedForPayments() throws Exception {
    LedgerReader reader = rig.reader(url("ws", "testnet"), url("http", "mainnet"));
    Question question = signed(reader, Signing.USUAL);
    ledgersClose(2);
    assertThat(Rig.fate(reader, question)).isInstanceOf(Fate.Validated.class);
    assertThat(Rig.fate(rig.reader(url("http", "testnet")), question))
        .isInstanceOf(Fate.Unknown.class);
  }

  @Test
  void aNodeThatIsDownForAWhileIsUnknownUntilItIsBack() throws Exception {
    LedgerReader reader = rig.reader(url("http", "mainnet"));
    Question question = signed(reader, Signing.USUAL);
    ledgersClose(2);
    sandbox.faults().add(Fault.reset("/ledger/mainnet"));
    assertThat(Rig.fate(reader, question)).isInstanceOf(Fate.Unknown.class);
    sandbox.faults().clear();
    ledgersClose(1);
    assertThat(Rig.fate(reader, question)).isInstanceOf(Fate.Validated.class);
  }
}
