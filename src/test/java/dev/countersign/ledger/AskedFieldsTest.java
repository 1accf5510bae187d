package dev.countersign.ledger;

import static dev.countersign.ledger.InspectorTest.mismatch;
import static dev.countersign.ledger.InspectorTest.reason;
import static dev.countersign.ledger.Pen.ADA;
import static dev.countersign.ledger.Pen.SHOP;
import static dev.countersign.ledger.Pen.json;
import static dev.countersign.ledger.Pen.payment;
import static dev.countersign.ledger.Pen.template;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.request.Ask;
import dev.countersign.sandbox.codec.TransactionCodec;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL §4.1: each of these is really signed, and differs in one thing from what was asked. */
class AskedFieldsTest {
  private static final String OTHER = "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh";
  private static final String USD = "{'currency':'USD','issuer':'" + OTHER + "','value':'%s'}";
  private static final String ASKED =
      payment(
          ",'DestinationTag':5,'Memos':[{'Memo':{'MemoData':'AB'}}],'Flags':131072,"
              + "'SendMax':"
              + USD.formatted("1.5")
              + ",'InvoiceID':'"
              + "AB".repeat(32)
              + "'");

  /** Signed with these changes; null removes. */
  private static List<String> found(String asked, String changes) {
    return found(template(asked), asked, changes);
  }

  private static List<String> found(Ask.Template template, String asked, String changes) {
    ObjectNode signed = ADA.filled(asked);
    json(changes)
        .properties()
        .forEach(
            change -> {
              if (change.getValue().isNull()) {
                signed.remove(change.getKey());
              } else {
                signed.set(change.getKey(), change.getValue());
              }
            });
    return mismatch(Inspector.inspect(template, ADA.reported(ADA.sign(signed)), false));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Amount | '1000001'",
        "Amount | null",
        "Amount | {'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':'1'}",
        "Destination | 'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh'",
        "DestinationTag | 6",
        "DestinationTag | null",
        "Memos | [{'Memo':{'MemoData':'AC'}}]",
        "Memos | [{'Memo':{'MemoData':'AB','MemoType':'AB'}}]",
        "Memos | [{'Memo':{'MemoData':'AB'}},{'Memo':{'MemoData':'AB'}}]",
        "Memos | null",
        "SendMax | {'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':'1.500000000000001'}",
        "SendMax | {'currency':'EUR','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':'1.5'}",
        "SendMax | {'currency':'USD','issuer':'rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY','value':'1.5'}",
        "SendMax | '15'",
        "SendMax | null",
        "InvoiceID | 'ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAC'",
        "Flags | 0",
        "Flags | null",
        "Flags | 196608",
        "SourceTag | 7",
        "DeliverMin | '5'",
        "TransactionType | 'CheckCreate'"
      })
  void whatIsOtherThanAskedForIsAMismatchOfExactlyThat(String field, String value) {
    assertThat(found(ASKED, "{'%s':%s}".formatted(field, value))).containsExactly(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'Fee':'100'}",
        "{'Sequence':9}",
        "{'LastLedgerSequence':null}",
        "{'NetworkID':5}",
        "{'TicketSequence':9,'Sequence':0}",
        "{'Paths':[[{'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh'}]]}",
        "{'Flags':2147614720}"
      })
  void whatAWalletFillsInIsNoMismatch(String changes) {
    assertThat(found(ASKED, changes)).isEmpty();
  }

  @Test
  void aPartialPaymentThatNobodyAskedForIsAMismatch() {
    assertThat(found(payment(""), "{'Flags':131072}")).containsExactly("Flags");
    assertThat(found(payment(""), "{'Flags':2147483648}")).isEmpty();
  }

  @Test
  void aTicketIsAddedOnlyInsteadOfASequence() {
    assertThat(found(payment(""), "{'TicketSequence':9}")).containsExactly("TicketSequence");
  }

  @Test
  void aTicketThatWasAskedForIsTheOneUsed() {
    String asked = payment(",'TicketSequence':9");
    assertThat(found(asked, "{'Sequence':0}")).isEmpty();
    assertThat(found(asked, "{'Sequence':0,'TicketSequence':8}")).containsExactly("TicketSequence");
  }

  @Test
  void pathsAreAddedToPaymentsOnly() {
    assertThat(found("{'TransactionType':'AccountSet'}", "{'SendMax':'5'}"))
        .containsExactly("SendMax");
  }

  @Test
  void pathsThatWereAskedForAreKept() {
    String asked = payment(",'Paths':[[{'currency':'USD','issuer':'" + OTHER + "'}]]");
    assertThat(found(asked, "{}")).isEmpty();
    assertThat(found(asked, "{'Paths':[[{'account':'" + OTHER + "'}]]}")).containsExactly("Paths");
    assertThat(found(asked, "{'Paths':null}")).containsExactly("Paths");
  }

  @Test
  void whoIsNotToldHowMuchToPayDecides() {
    String asked = "{'TransactionType':'Payment','Destination':'%s'}".formatted(SHOP);
    assertThat(found(asked, "{'Amount':'7'}")).isEmpty();
  }

  @Test
  void theAccountThatWasAskedForIsTheOneThatPays() {
    String asked = payment(",'Account':'%s'".formatted(OTHER));
    assertThat(found(asked, "{'Account':'%s'}".formatted(ADA.account())))
        .containsExactly("Account");
    assertThat(found(payment(",'Account':''"), "{'Account':'%s'}".formatted(ADA.account())))
        .isEmpty();
  }

  @Test
  void theNetworkThatWasAskedForIsTheOneNamed() {
    assertThat(found(payment(",'NetworkID':5000"), "{'NetworkID':5001}"))
        .containsExactly("NetworkID");
    assertThat(found(payment(",'NetworkID':5000"), "{'NetworkID':null}"))
        .containsExactly("NetworkID");
    assertThat(found(payment(",'NetworkID':1"), "{'NetworkID':null}")).isEmpty();
  }

  @Test
  void whatIsNoFieldIsNotSignedAndNotMissed() {
    assertThat(found(payment(",'expire':5,'custom_meta':{'a':1},'hash':'AB'"), "{}")).isEmpty();
    assertThat(found(payment(",'Sky':'blue'"), "{}")).containsExactly("Sky");
  }

  @Test
  void namesAreCaseSensitive() {
    String asked = payment(",'destinationTag':5");
    assertThat(found(asked, "{}")).isEmpty();
    assertThat(found(asked, "{'DestinationTag':5}")).containsExactly("DestinationTag");
  }

  @Test
  void aSerialisedTemplateIsComparedByItsFields() {
    String hex = TransactionCodec.XRPL.encode(json(ASKED));
    assertThat(found(new Ask.Template.TxBlob(hex), ASKED, "{}")).isEmpty();
    assertThat(found(new Ask.Template.TxBlob(hex.toLowerCase(Locale.ROOT)), ASKED, "{}")).isEmpty();
    assertThat(found(new Ask.Template.TxBlob(hex), ASKED, "{'DestinationTag':6}"))
        .containsExactly("DestinationTag");
  }

  @Test
  void aSerialisedTemplateThatCannotBeReadIsUnchecked() {
    String hex = ADA.sign(ADA.filled(ASKED));
    assertThat(
            reason(Inspector.inspect(new Ask.Template.TxBlob("1200FF"), ADA.reported(hex), false)))
        .contains("asked for");
  }
}
