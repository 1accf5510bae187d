package dev.countersign.wire;

import static dev.countersign.wire.Samples.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Signal;
import dev.countersign.request.Trace;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandRulesTest {

  /** Each left side is added to a command that is right without it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'id':7 | id: must be a string, got a number",
        "'id':'a b' | id: must be 1 to 40 of A-Z a-z 0-9 . _ : ~ -",
        "'action':'create' | action: must be one of [CREATE, CANCEL], got 'create'",
        "'application':'x' | application: 'x' is not configured here; configured: default, shop",
        "'user':'' | user: must have 1 to 255 characters, got 0",
        "'user':'\\ud800' | user: has half of a surrogate pair",
        "'txblob':'1200AA00BB' | txjson: exactly one of txjson and txblob must be there, got both",
        "'optons':{} | optons: unknown field; known here: action, application, bearer, context",
        "'options':[] | options: must be an object, got an array",
        "'options':{'Submit':true} | options.Submit: unknown field; known here: expire,",
        "'options':{'submit':'true'} | options.submit: must be a boolean, got a string",
        "'options':{'expire':-3} | options.expire: must be a whole number of minutes from 1 up, got -3",
        "'options':{'expire':0} | options.expire: must be a whole number of minutes from 1 up, got 0",
        "'options':{'expire':1.5} | options.expire: must be a whole number of minutes",
        "'options':{'expire':1e999999999} | options.expire: must be a whole number of minutes",
        "'options':{'expire':2147483648} | options.expire: must be a whole number of minutes",
        "'options':{'expire':'5'} | options.expire: must be a whole number of minutes, got a string",
        "'options':{'return_url':'x'} | options.return_url: must be an object, got a string",
        "'options':{'return_url':{'ios':'x'}} | options.return_url.ios: unknown field; known here: app, web",
        "'options':{'signers':'rX'} | options.signers: must be an array of at least one classic address",
        "'options':{'signers':[]} | options.signers: must be an array of at least one",
        "'options':{'signers':['X']} | options.signers: must be an array",
        "'custom_meta':{'identifier':'x'} | custom_meta.identifier: is the id; name it there",
        "'custom_meta':{'blob':[1]} | custom_meta.blob: must be an object or a string, got an array",
        "'custom_meta':{'note':1} | custom_meta.note: unknown field; known here: blob, instruction",
        "'user_token':'abc' | user_token: must be a UUID",
        "'delivery':'QR' | delivery: must be one of [AUTO, PUSH_ONLY, QR_ONLY], got 'QR'",
        "'delivery':'PUSH_ONLY' | delivery: PUSH_ONLY needs a user, a user_token or a bearer",
        "'not_after':1 | not_after: must be a string, got a number",
        "'not_after':'tomorrow' | not_after: must be an RFC 3339 time such as",
        "'not_after':'691d5ae8-968b-44c8-8835-f25da1214f35' | not_after: must be an RFC 3339 time such as 2026-01-31T12:00:00Z, got what looks like a token",
        "'delivery':'eyJhbGciOiJIUzI1NiJ9.e30.x' | delivery: must be one of [AUTO, PUSH_ONLY, QR_ONLY], got what looks like a token",
        "'not_after':'2026-02-30T00:00:00Z' | not_after: must be an RFC 3339 time such as",
        "'priority':'URGENT' | priority: must be one of [HIGH, NORMAL, LOW], got 'URGENT'",
        "'priority':'high' | priority: must be one of [HIGH, NORMAL, LOW], got 'high'",
        "'priority':1 | priority: must be a string, got a number",
        "'replaces':'a b' | replaces: must",
        "'replaces':'order-42' | replaces: must be the id of another request",
        "'bearer':7 | bearer: must be a string, got a number",
        "'bearer':'\\ud800' | bearer: has half of a surrogate pair",
        "'bearer':'a.b.c','user_token':'0b3ee9a4-4c1d-4c1d-8f11-2d1b5a7e9c11' | bearer: has no place beside user_token",
        "'bearer':'a.b.c','delivery':'QR_ONLY' | bearer: has no place with delivery QR_ONLY",
        "'expect':{'amount':'1.5'} | expect.amount: must be drops",
        "'expect':{'amount':1} | expect.amount: must be drops",
        "'expect':{'amount':{'value':'1','currency':'USD'}} | expect.amount: must be drops",
        "'expect':{'amount':{'value':1,'currency':'USD','issuer':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh'}} | expect.amount: must be drops",
        "'expect':{'destination':'rHb9'} | expect.destination: must be a classic address",
        "'expect':{'destination_tag':4294967296} | expect.destination_tag: must be a whole number",
        "'expect':{'destination_tag':-1} | expect.destination_tag: must be a whole number",
        "'expect':{'destination_tag':'1'} | expect.destination_tag: must be a whole number",
        "'expect':{'network':''} | expect.network: must",
        "'expect':{'acount':'r'} | expect.acount",
        "'expect':{'account':'rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYf'} | expect.account: must be a classic address",
        "'expect':{'account':'rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe'},'options':{'signers':['rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh']} | options.signers: must have expect.account among them",
        "'context':{'a':1} | context.a: must be a string, got a number",
        "'user':'a','user':'a' | user: is there more than once",
        "'options':{'submit':true,'submit':true} | options.submit: is there more than once",
        "'x':1e99999999999 | x: the number's exponent is out of range"
      })
  void aBrokenRuleIsNamedWithItsField(String addition, String message) {
    String json = "{'txjson':{'TransactionType':'SignIn'}," + addition.trim() + "}";
    assertThat(refused(json.replace('\'', '"')).message()).startsWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | txjson: exactly one of txjson and txblob must be there, got neither",
        "{'txjson':'{}'} | txjson: must be an object, got a string",
        "{'txjson':{}} | txjson.TransactionType: must be there and be a string",
        "{'txjson':{'TransactionType':1}} | txjson.TransactionType: must be there and be a string",
        "{'txjson':{'TransactionType':'X','A':{'v':1,'v':1}}} | txjson.A.v: is there more than once",
        "{'txjson':{'TransactionType':'X','A':[{'v':1,'v':1}]}} | txjson.A[0].v: is there more than once",
        "{'txblob':'1200aa00bb'} | txblob: must be upper-case hexadecimal",
        "{'txblob':'xyz'} | txblob: must be hexadecimal",
        "{'txblob':'12'} | txblob: must have an even number of digits, at least 10, got 2",
        "{'txblob':'1200AA00BBC'} | txblob: must have an even number of digits",
        "{'txblob':1} | txblob: must be a string, got a number",
        "{'action':'CANCEL','user':'a'} | user: has no place in a CANCEL",
        "{'action':'CANCEL','txjson':{}} | txjson: has no place in a CANCEL",
        "{'action':'CANCEL','application':'x'} | application: 'x' is not configured here",
        "{'action':'CANCEL','reason':'x'} | reason: unknown field",
        "{'action':'CANCEL','priority':'HIGH'} | priority: has no place in a CANCEL",
        "{'action':'CANCEL','bearer':'x'} | bearer: has no place in a CANCEL"
      })
  void aCommandThatCannotBeRightIsRefused(String json, String message) {
    assertThat(refused(json.replace('\'', '"')).message()).startsWith(message);
  }

  @Test
  void aTokenHasNoPlaceWhereNothingIsPushed() {
    assertThat(
            refused(
                    "{\"txblob\":\"1200AA00BB\",\"delivery\":\"QR_ONLY\",\"user_token\":\""
                        + Samples.TOKEN
                        + "\"}")
                .message())
        .isEqualTo("user_token: has no place with delivery QR_ONLY, which never pushes");
  }

  @Test
  void lengthsAreCountedAsThePlatformCounts() {
    String fits = "😀".repeat(140);
    Signal signal = Samples.decode(instruction(fits));
    assertThat(signal).isInstanceOf(Signal.CreateReceived.class);
    assertThat(refused(instruction(fits + "x")).message())
        .isEqualTo("custom_meta.instruction: must have 1 to 280 characters, got 281");
  }

  @Test
  void aMetaBlobIsMeasuredWithoutItsWhiteSpace() {
    String fits = "{\"a\":" + " ".repeat(2000) + "\"" + "x".repeat(1492) + "\"}";
    assertThat(Samples.decode(metaBlob(fits))).isInstanceOf(Signal.CreateReceived.class);
    assertThat(refused(metaBlob(fits.replace("xxx", "xxxx"))).message())
        .startsWith("custom_meta.blob: must have at most 1500 characters of JSON");
  }

  @Test
  void theContextHasALimit() {
    String json = "{\"txblob\":\"1200AA00BB\",\"context\":{\"a\":\"" + "é".repeat(512) + "\"}}";
    assertThat(refused(json).message())
        .isEqualTo("context: must have at most 1024 bytes of text, got 1025");
  }

  @Test
  void allProblemsAreNamedAtOnce() {
    assertThat(refused("{\"txblob\":\"12\",\"usr\":1,\"user\":2}").message())
        .contains("usr: unknown field")
        .contains("user: must be a string")
        .contains("txblob: must have");
  }

  @Test
  void aLongListOfProblemsIsCut() {
    StringBuilder json = new StringBuilder("{\"txblob\":\"1200AA00BB\"");
    for (int i = 0; i < 15; i++) {
      json.append(",\"x").append(i).append("\":1");
    }
    assertThat(refused(json + "}").message()).contains("x9: ").endsWith("; and 5 more");
  }

  @Test
  void whoAskedIsStillToldWhenTheRestIsWrong() {
    Signal.InvalidReceived invalid =
        refused(
            "{\"application\":\"shop\",\"user\":\"ada\",\"context\":{\"a\":\"b\"},\"options\":1}");
    assertThat(invalid.subject().application()).isEqualTo("shop");
    assertThat(invalid.subject().user()).isEqualTo("ada");
    assertThat(invalid.subject().context()).isEqualTo(Map.of("a", "b"));
    assertThat(invalid.subject().fingerprint()).startsWith("invalid:");
  }

  @Test
  void anAmbiguousUserIsNobody() {
    Signal.InvalidReceived invalid = refused("{\"user\":\"ada\",\"user\":\"bob\"}");
    assertThat(invalid.subject().user()).isNull();
  }

  @Test
  void aMissingApplicationMustBeConfiguredToo() {
    CommandDecoder decoder = new CommandDecoder(Set.of("shop"));
    Signal signal =
        decoder.decode(
            "a",
            "{\"txblob\":\"1200AA00BB\"}".getBytes(UTF_8),
            null,
            Samples.AT,
            Trace.NONE,
            false);
    assertThat(((Signal.InvalidReceived) signal).message())
        .isEqualTo(
            "application: is missing, and 'default' is not configured here; configured: shop");
  }

  @Test
  void secretsAreNotRepeated() {
    assertThat(
            refused("{\"user_token\":\"s3cr3t\",\"bearer\":\"s3cr3t\",\"txblob\":\"12\"}")
                .message())
        .doesNotContain("s3cr3t");
  }

  private static String instruction(String text) {
    return "{\"txblob\":\"1200AA00BB\",\"custom_meta\":{\"instruction\":\"" + text + "\"}}";
  }

  private static String metaBlob(String json) {
    return "{\"txblob\":\"1200AA00BB\",\"custom_meta\":{\"blob\":" + json + "}}";
  }
}
