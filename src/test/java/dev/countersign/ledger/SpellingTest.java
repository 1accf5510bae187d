package dev.countersign.ledger;

import static dev.countersign.ledger.InspectorTest.mismatch;
import static dev.countersign.ledger.Pen.ADA;
import static dev.countersign.ledger.Pen.SHOP;
import static dev.countersign.ledger.Pen.template;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.request.Inspection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same thing can be asked for in more than one spelling, and is signed in one. */
class SpellingTest {
  private static Inspection inspect(String asked, String signed) {
    String type = "'TransactionType':'%s',";
    ObjectNode transaction = ADA.filled(("{" + type + "%s}").formatted(type(signed), signed));
    String template = ("{" + type + "%s}").formatted(type(signed), asked);
    return Inspector.inspect(template(template), ADA.reported(ADA.sign(transaction)), false);
  }

  private static String type(String signed) {
    return signed.contains("PriceData")
        ? "OracleSet"
        : signed.contains("Asset2") ? "AMMDelete" : "Payment";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'DeliverMax':'5' | 'Amount':'5'",
        "'Amount':5 | 'Amount':'5'",
        "'DestinationTag':'7' | 'DestinationTag':7",
        "'DestinationTag':7.0 | 'DestinationTag':7",
        "'Flags':'131072' | 'Flags':131072",
        "'Flags':0 | 'Amount':'5'",
        "'Amount':{'currency':'XRP','issuer':'','value':'5'} | 'Amount':'5000000'",
        "'Amount':{'currency':'XRP','value':2000000} | 'Amount':'2000000'",
        "'Amount':{'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':1.5} | 'Amount':{'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':'1.5'}",
        "'Amount':{'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':'1.50'} | 'Amount':{'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':'1.5'}",
        "'Amount':{'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':'15e-1'} | 'Amount':{'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':'1.5'}",
        "'Amount':{'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':0.30000000000000001} | 'Amount':{'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':'0.3'}",
        "'Amount':{'currency':'0000000000000000000000005553440000000000','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':'1'} | 'Amount':{'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':'1'}",
        "'Amount':{'currency':'524c555344000000000000000000000000000000','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':'1'} | 'Amount':{'currency':'524C555344000000000000000000000000000000','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':'1'}",
        "'Memos':[{'Memo':{'MemoData':'abcd','unknown':1}}] | 'Memos':[{'Memo':{'MemoData':'ABCD'}}]",
        "'InvoiceID':'abababababababababababababababababababababababababababababababab' | 'InvoiceID':'ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB'",
        "'Paths':[[{'currency':'0000000000000000000000005553440000000000','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','type':48}]] | 'Paths':[[{'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh'}]]",
        "'PriceDataSeries':[{'PriceData':{'AssetPrice':'000002e4','Scale':3,'BaseAsset':'XRP','QuoteAsset':'USD'}}] | 'PriceDataSeries':[{'PriceData':{'AssetPrice':'2E4','Scale':3,'BaseAsset':'XRP','QuoteAsset':'USD'}}]",
        "'Asset':{'currency':'0000000000000000000000005553440000000000','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh'},'Asset2':{'currency':'XRP'} | 'Asset':{'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh'},'Asset2':{'currency':'XRP'}"
      })
  void anotherSpellingIsNoMismatch(String asked, String signed) {
    assertThat(mismatch(inspect(asked, signed))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'Amount':{'currency':'usd','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':'1'} | 'Amount':{'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':'1'}",
        "'Amount':{'currency':'XRP','issuer':'','value':'5'} | 'Amount':'5'",
        "'Amount':'90071992547409921' | 'Amount':'90071992547409920'",
        "'Amount':{'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':'0.3000000000000001'} | 'Amount':{'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':'0.3'}",
        "'Amount':{'currency':'USD','value':'1'} | 'Amount':{'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh','value':'1'}"
      })
  void whatOnlyLooksAlikeIsAMismatch(String asked, String signed) {
    assertThat(mismatch(inspect(asked, signed))).containsExactly("Amount");
  }

  @Test
  void anAddressMayBeWrittenForATagAndHaveNone() {
    String address = "'Destination':'%s'".formatted(XAddresses.of(SHOP));
    String signed = "'Destination':'%s'".formatted(SHOP);
    assertThat(mismatch(inspect(address, signed))).isEmpty();
    assertThat(mismatch(inspect(address, signed + ",'DestinationTag':7")))
        .containsExactly("DestinationTag");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'DestinationTag':12345 |",
        "'DestinationTag':12346 | DestinationTag",
        "'SourceTag':1,'DestinationTag':12345 | SourceTag"
      })
  void anAddressMayHaveTheTagInIt(String signed, String expected) {
    String address = XAddresses.of(SHOP, 12345);
    Inspection inspection =
        inspect(
            "'Destination':'%s'".formatted(address),
            "'Destination':'%s',%s".formatted(SHOP, signed));
    assertThat(String.join(",", mismatch(inspection))).isEqualTo(expected == null ? "" : expected);
  }
}
