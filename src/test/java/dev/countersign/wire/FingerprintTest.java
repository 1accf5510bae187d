package dev.countersign.wire;

import static dev.countersign.wire.Samples.created;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
  /** What could be said before there were priorities. */
  private static final String EARLIER_FULL = Samples.FULL.replace("\"priority\": \"HIGH\", ", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':1,'b':2} | { 'b' : 2 , 'a' : 1 }",
        "{'a':1} | {'a':1.0}",
        "{'a':1} | {'a':1e0}",
        "{'a':100} | {'a':1E+2}",
        "{'a':0} | {'a':-0.00}",
        "{'a':12345678901234567890.10} | {'a':12345678901234567890.1}",
        "{'a':'é/'} | {'a':'\\u00e9\\/'}"
      })
  void theSameMeaningHasTheSameFingerprint(String one, String other) {
    assertThat(ofTx(one)).isEqualTo(ofTx(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':1} | {'a':'1'}",
        "{'a':12345678901234567890.1} | {'a':12345678901234567890.2}",
        "{'a':null} | {}",
        "{'a':[1,2]} | {'a':[2,1]}",
        "{'a':'b','c':'d'} | {'a':'b\\',\\'c\\':\\'d'}",
        "{'a':1e999999999} | {'a':1e999999998}"
      })
  void anotherMeaningHasAnother(String one, String other) {
    assertThat(ofTx(one)).isNotEqualTo(ofTx(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'action':'CREATE'",
        "'application':'default'",
        "'delivery':'AUTO'",
        "'priority':'NORMAL'",
        "'options':{}",
        "'options':{'return_url':{}}",
        "'custom_meta':{}",
        "'context':{}",
        "'id':'order-42'"
      })
  void theContractsDefaultsMeanTheSameAsNothing(String addition) {
    assertThat(of(addition)).isEqualTo(of("'user':null"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'application':'shop'",
        "'delivery':'QR_ONLY'",
        "'priority':'HIGH'",
        "'priority':'LOW'",
        "'user':'ada'",
        "'user_token':'0b3ee9a4-4c1d-4c1d-8f11-2d1b5a7e9c11'",
        "'options':{'submit':true}",
        "'options':{'multisign':true}",
        "'options':{'expire':1440}",
        "'options':{'return_url':{'app':'x'}}",
        "'options':{'return_url':{'web':'x'}}",
        "'options':{'force_network':'TESTNET'}",
        "'options':{'signers':['rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe']}",
        "'options':{'pathfinding':false}",
        "'options':{'pathfinding_fallback':false}",
        "'custom_meta':{'blob':'x'}",
        "'custom_meta':{'instruction':'x'}",
        "'not_after':'2026-03-01T13:00:00Z'",
        "'context':{'a':'b'}"
      })
  void everyFieldCounts(String addition) {
    assertThat(of(addition)).isNotEqualTo(of("'user':null"));
  }

  @Test
  void timesAndTokensAreComparedByValue() {
    assertThat(of("'not_after':'2026-03-01T13:00:00Z'"))
        .isEqualTo(of("'not_after':'2026-03-01T14:00:00.000+01:00'"));
    assertThat(of("'user_token':'0b3ee9a4-4c1d-4c1d-8f11-2d1b5a7e9c11'"))
        .isEqualTo(of("'user_token':'0B3EE9A4-4C1D-4C1D-8F11-2D1B5A7E9C11'"));
  }

  /** They are in states on disk and in the states of neighbouring releases (CONTRACT §6.10). */
  @Test
  void theFingerprintOfAnEarlierReleasesCommandIsStillTheSame() {
    assertThat(of("'user':null")).isEqualTo("sheCFE3nYLzTaBljl1SHT_qESgKn5xMDqe-O8tcIrpw");
    assertThat(created(EARLIER_FULL).subject().fingerprint())
        .isEqualTo("WgEx1asySpKp9aE3BZvDGqqwgitZu_xojF6Pk9kvAiU");
  }

  private static String of(String addition) {
    String json = "{'txjson':{'TransactionType':'SignIn'}," + addition + "}";
    return created(json.replace('\'', '"')).subject().fingerprint();
  }

  private static String ofTx(String value) {
    String json = "{'txjson':{'TransactionType':'X','v':" + value + "}}";
    return created(json.replace('\'', '"')).subject().fingerprint();
  }
}
