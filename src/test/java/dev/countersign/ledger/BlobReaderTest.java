package dev.countersign.ledger;

import static dev.countersign.ledger.InspectorTest.mismatch;
import static dev.countersign.ledger.InspectorTest.reason;
import static dev.countersign.ledger.Pen.ADA;
import static dev.countersign.ledger.Pen.json;
import static dev.countersign.ledger.Pen.response;
import static dev.countersign.ledger.Pen.template;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.request.Ask;
import dev.countersign.request.Inspection;
import dev.countersign.sandbox.codec.TransactionCodec;
import dev.countersign.testing.Damage;
import dev.countersign.testing.Fuzz;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blobs of every type, beside those that nobody can read. */
class BlobReaderTest {
  /** Types and fields that came after what xrpl4j knows. */
  private static final Set<String> UNKNOWN =
      Set.of(
          "NFTokenModify",
          "MPTokenIssuanceCreate",
          "MPTokenAuthorize",
          "CredentialCreate",
          "PermissionedDomainSet",
          "DelegateSet",
          "VaultCreate",
          "VaultSet",
          "VaultDeposit",
          "Batch");

  static Stream<ObjectNode> samples() {
    return Samples.of("xrpl");
  }

  private static Inspection inspect(String hex) {
    return Inspector.inspect(null, response(hex, "AB".repeat(32), null, null, null), false);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void everyTypeIsAsItShouldBeOrUnchecked(ObjectNode sample) {
    ObjectNode signed = sample.deepCopy().put("Account", ADA.account());
    Inspection inspection =
        Inspector.inspect(
            new Ask.Template.TxJson(signed.toString()), ADA.reported(ADA.sign(signed)), false);
    if (Samples.isKnown(sample) && !UNKNOWN.contains(Samples.type(sample))) {
      assertThat(mismatch(inspection)).isEmpty();
    } else {
      assertThat(reason(inspection)).contains("not known here");
    }
  }

  /** xrpl4j itself misreads those of 193 to 12480 bytes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 192, 193, 300, 1000, 12_480, 12_481, 20_000})
  void fieldsOfEveryLengthAreRead(int length) {
    String asked =
        "{'TransactionType':'AccountSet','Memos':[{'Memo':{'MemoData':'%s'}}]}"
            .formatted("AB".repeat(length));
    String hex = ADA.sign(ADA.filled(asked));
    assertThat(mismatch(Inspector.inspect(template(asked), ADA.reported(hex), false))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12 | middle",
        "120 | no hex",
        "XY | no hex",
        "1200002 | no hex",
        "120000240000 | middle",
        "1200FF | type 255",
        "FFFFFFFF | not known here",
        "F1 | ends nothing",
        "E1 | ends nothing",
        "2400000001120000 | not in its place",
        "24000000012400000001 | not in its place",
        "F9EA7D01AB7C01ABE1F1 | not in its place",
        "F97D01ABF1 | cannot be in an array",
        "7DFF | begins with 255",
        "8113ABABABABABABABABABABABABABABABABABABAB | 19 bytes",
        "000204 | longer than it is",
        "0112400000000000000000000000000000000000000000 | kind 64",
        "6F4000000000000001 | not known here",
        "61EFFFFFFFFFFFFFFF000000000000000000000000555344000000000014B5F762798A53D543A014CAF8B297CFF8F2F937 | not known here",
        "041303ABABAB | 3 bytes"
      })
  void whatNobodySignsIsUncheckedAndSaysWhy(String hex, String why) {
    assertThat(reason(inspect(hex))).contains("cannot be read", why);
  }

  @Test
  void noBytesAreNothingThatAnybodySigned() {
    assertThat(mismatch(inspect(""))).containsExactly("TxnSignature", "txid");
  }

  @Test
  void theReasonSaysWhetherTheHashIsRight() {
    String hex = "1200FF";
    String txid = TransactionCodec.hash(hex);
    assertThat(reason(Inspector.inspect(null, response(hex, txid, null, null, null), false)))
        .doesNotContain("hash");
    assertThat(reason(inspect(hex))).contains("its hash is not");
  }

  @Test
  @Timeout(5)
  void hostileBlobsCostLittle() {
    for (String hex :
        List.of(
            "EA".repeat(30_000),
            "EA".repeat(30_000) + "E1".repeat(30_000),
            "F9" + "EAF9".repeat(16_000),
            "F9" + "EAE1".repeat(30_000) + "F1",
            "0112" + "FF".repeat(60_000),
            "7DF0FF" + "AB".repeat(100))) {
      assertThat(inspect(hex)).isNotNull();
    }
    assertThat(reason(inspect("AB".repeat(5_000_000)))).contains("5000000 bytes");
    assertThat(reason(inspect("EA".repeat(30_000)))).contains("deeper");
  }

  @Test
  void mutatedBlobsNeverThrowAndAreNeverAsTheyShouldBe() {
    String asked =
        Pen.payment(
            ",'DestinationTag':5,'Memos':[{'Memo':{'MemoData':'AB'}}],"
                + "'Paths':[[{'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh'}]]");
    byte[] signed = HexFormat.of().parseHex(ADA.sign(ADA.filled(asked)));
    Fuzz.tries(
        2000,
        random -> {
          byte[] damaged = Damage.bytes(signed, 0, random);
          String hex = HexFormat.of().formatHex(damaged);
          Inspection inspection =
              Inspector.inspect(template(asked), ADA.reported(hex), random.nextBoolean());
          if (inspection instanceof Inspection.Checked checked) {
            boolean same = Arrays.equals(signed, damaged);
            assertThat(same || !checked.mismatch().isEmpty()).as(hex).isTrue();
          }
        });
  }

  @Test
  void noiseNeverThrows() {
    Fuzz.tries(
        2000,
        random -> {
          String hex = HexFormat.of().formatHex(Damage.noise(random));
          assertThat(inspect(hex)).isNotNull();
          assertThat(inspect(hex.isEmpty() ? hex : hex.substring(1))).isNotNull();
        });
  }

  @Test
  void aTemplateMayBeAnythingAsWell() {
    String hex = ADA.sign(json(Pen.payment("")));
    Fuzz.tries(
        2000,
        random -> {
          String asked = Damage.json(Pen.payment(",'Flags':1").replace('\'', '"'), random);
          assertThat(Inspector.inspect(new Ask.Template.TxJson(asked), ADA.reported(hex), false))
              .isNotNull();
        });
  }
}
