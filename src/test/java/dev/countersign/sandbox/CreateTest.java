package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §4: creating a payload")
class CreateTest extends SandboxTest {
  @Test
  @DisplayName("§4.2 the answer has the links of one origin and no hint about a push")
  void theAnswerOfAnUnpushedCreate() {
    JsonNode answer = backend.create(SIGN_IN).expect(200);

    String uuid = answer.path("uuid").asText();
    String link = sandbox.url() + "/sign/" + uuid;
    assertThat(answer)
        .isEqualTo(
            Json.parse(
                """
                {"uuid":"%s","next":{"always":"%s"},
                 "refs":{"qr_png":"%s_q.png","qr_matrix":"%s_q.json",
                         "qr_uri_quality_opts":["m","q","h"],"websocket_status":"%s"},
                 "pushed":false}"""
                    .formatted(uuid, link, link, link, link.replace("http:", "ws:"))));
  }

  @Test
  @DisplayName("§2.1 X-Call-Ref of a create is the payload's uuid")
  void theCallReferenceIsTheUuid() {
    Backend.Reply reply = backend.create(SIGN_IN);

    assertThat(reply.header("X-Call-Ref")).isEqualTo(reply.json().path("uuid").asText());
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @DisplayName("§3.1 what is wrong with a body decides the code, with HTTP 400")
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|599",
        "[1]|599",
        "{'options':{}}|600",
        "{'txblob':'120000abcdef'}|600",
        "{'txblob':'1200'}|600",
        "{'txblob':'FFFFFFFFFFFF'}|601",
        "{'txjson':{}}|602",
        "{'txjson':{'TransactionType':'payment'}}|602",
        "{'txjson':{'TransactionType':'Payment','Destination':'rNobody'}}|603",
        "{'txjson':{'TransactionType':'Payment','Amount':5}}|603",
        "{'txjson':{'TransactionType':'AccountSet','Domain':'xyz'}}|603",
        "{'txjson':{'TransactionType':'SignIn'},'txblob':'120000ABCDEF'}|604",
      })
  void validationCodes(String body, String code) {
    assertThat(backend.create(body.replace('\'', '"')).error()).isEqualTo("400 " + code);
  }

  @Test
  @DisplayName("§3.1 no body at all is 599")
  void noBodyAtAll() {
    assertThat(backend.create("").error()).isEqualTo("400 599");
  }

  @Test
  @DisplayName("§4.1 the transaction is checked before the lengths")
  void theTransactionIsCheckedBeforeTheLengths() {
    String identifier = "x".repeat(41);
    String body =
        "{\"txjson\":{\"TransactionType\":\"Nope\"},\"custom_meta\":{\"identifier\":\""
            + identifier
            + "\"}}";

    assertThat(backend.create(body).error()).isEqualTo("400 602");
  }

  @ParameterizedTest
  @DisplayName("§4.1 too long an identifier, instruction or blob is 413 in an HTTP 400")
  @CsvSource({"identifier, 40", "instruction, 280", "blob, 1498"})
  void lengths(String field, int most) {
    String body = "{\"txjson\":{\"TransactionType\":\"SignIn\"},\"custom_meta\":{\"%s\":\"%s\"}}";

    backend.create(body.formatted(field, "x".repeat(most))).expect(200);
    assertThat(backend.create(body.formatted(field, "y".repeat(most + 1))).error())
        .isEqualTo("400 413");
  }

  @Test
  @DisplayName("§4.1 blanks are taken out of an instruction before it is measured")
  void anInstructionIsNormalised() {
    String uuid =
        backend.created(
            """
            {"txjson":{"TransactionType":"SignIn"},
             "custom_meta":{"instruction":"  Hello \\t there\\n\\n\\n   friend  "}}""");

    assertThat(backend.read(uuid).at("/custom_meta/instruction").asText())
        .isEqualTo("Hello there\nfriend");
  }

  @Test
  @DisplayName("§3.1 an identifier is used once per application: 409 in an HTTP 400")
  void anIdentifierIsUsedOnce() {
    backend.created(withIdentifier("\"order-1\""));

    assertThat(backend.create(withIdentifier("\"order-1\"")).error()).isEqualTo("400 409");
    assertThat(sandbox.payloads("order-1")).hasSize(1);
  }

  @Test
  @DisplayName("§4.1 identifiers are case-sensitive, and others' are none of our business")
  void identifiersOfOthers() {
    backend.created(withIdentifier("\"order-1\""));

    backend.create(withIdentifier("\"Order-1\"")).expect(200);
    backend.as(sandbox.addApplication("other")).create(withIdentifier("\"order-1\"")).expect(200);
  }

  @Test
  @DisplayName("§4.1 a number as identifier is its text; null may repeat; the empty one may not")
  void oddIdentifiers() {
    backend.created(withIdentifier("42"));
    backend.created(withIdentifier("null"));
    backend.created(withIdentifier("null"));
    backend.created(withIdentifier("\"\""));

    assertThat(backend.create(withIdentifier("\"42\"")).error()).isEqualTo("400 409");
    assertThat(backend.create(withIdentifier("\"\"")).error()).isEqualTo("400 409");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @DisplayName("§4.1 what the server does to the transaction")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'TransactionType':'SignIn'}|{'TransactionType':'SignIn','SignIn':true}",
        "{'TransactionType':'Payment','Fee':12}|{'TransactionType':'Payment','Fee':'12'}",
        "{'TransactionType':'Payment','Amount':{'currency':'XRP','value':2.5,'issuer':''}}"
            + "|{'TransactionType':'Payment','Amount':'2500000'}",
        "{'TransactionType':'AccountDelete'}|{'TransactionType':'AccountDelete','Fee':'5000000'}",
        "{'TransactionType':'Payment','x':1.10}|{'TransactionType':'Payment','x':1.10}",
      })
  void serverSideChanges(String given, String stored) {
    String uuid = backend.created("{\"txjson\":" + given.replace('\'', '"') + "}");

    assertThat(backend.read(uuid).at("/payload/request_json").toString())
        .isEqualTo(stored.replace('\'', '"'));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @DisplayName("§4.1 expire is in minutes and falls back to a day")
  @CsvSource({
    "100,6000",
    "0,86400",
    "-5,86400",
    "'\"soon\"',86400",
    "'\"7\"',420",
    "5256000,315360000"
  })
  void expire(String given, long seconds) {
    String uuid =
        backend.created(
            "{\"txjson\":{\"TransactionType\":\"SignIn\"},\"options\":{\"expire\":" + given + "}}");

    assertThat(backend.read(uuid).at("/payload/expires_in_seconds").asLong())
        .isBetween(seconds - 5, seconds);
  }

  @ParameterizedTest
  @DisplayName("§4.1 submit also comes as number or text, and is forced off for SignIn")
  @ValueSource(strings = {"false", "0", "\"false\"", "\"0\""})
  void submit(String given) {
    String uuid =
        backend.created(
            "{\"txjson\":{\"TransactionType\":\"Payment\"},\"options\":{\"submit\":"
                + given
                + "}}");

    assertThat(backend.read(uuid).at("/meta/submit").asBoolean()).isFalse();
    assertThat(backend.read(backend.created(SIGN_IN)).at("/meta/submit").asBoolean()).isFalse();
    assertThat(backend.read(backend.created(PAYMENT)).at("/meta/submit").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("§14 a trailing slash is accepted")
  void aTrailingSlash() {
    backend.post("payload/", SIGN_IN).expect(200);
  }

  private static String withIdentifier(String json) {
    return "{\"txjson\":{\"TransactionType\":\"SignIn\"},\"custom_meta\":{\"identifier\":"
        + json
        + "}}";
  }
}
