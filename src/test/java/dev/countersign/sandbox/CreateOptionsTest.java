package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §4.1: options, custom meta and transactions of a create")
class CreateOptionsTest extends SandboxTest {
  @Test
  @DisplayName("§4.1 return_url is trimmed, cut at 250 characters, and blank is null")
  void returnUrls() {
    String longUrl = "https://a.example/" + "x".repeat(300);

    JsonNode meta = meta("{\"return_url\":{\"app\":\"  %s \",\"web\":\"  \"}}".formatted(longUrl));
    assertThat(meta.path("return_url_app").asText()).isEqualTo(longUrl.substring(0, 250));
    assertThat(meta.path("return_url_web").isNull()).isTrue();
  }

  @Test
  @DisplayName("§4.1 force_network is kept as given; the wallet ignores an unknown key")
  void unknownNetwork() {
    String uuid = withOptions("{\"force_network\":\"MOONNET\"}");
    sandbox.person("ada").sign(uuid);

    JsonNode json = backend.read(uuid);
    assertThat(json.at("/meta/force_network").asText()).isEqualTo("MOONNET");
    assertThat(json.at("/response/environment_nodetype").asText()).isEqualTo("MAINNET");
  }

  @ParameterizedTest
  @DisplayName("§4.1 signers limits who may sign; signer is its singular form; none is null")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'signers':['rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY']}|['rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY']",
        "{'signer':'rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY'}|['rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY']",
        "{'signers':[]}|null",
        "{}|null"
      })
  void signers(String options, String shown) {
    assertThat(meta(options.replace('\'', '"')).path("signers"))
        .isEqualTo(Json.parse(shown.replace('\'', '"')));
  }

  @Test
  @DisplayName("§4.1 pathfinding and its fallback are false unless asked for")
  void pathfinding() {
    JsonNode asked = meta("{\"pathfinding\":true,\"pathfinding_fallback\":true}");
    JsonNode usual = meta("{}");

    assertThat(asked.path("pathfinding").asBoolean()).isTrue();
    assertThat(asked.path("pathfinding_fallback").asBoolean()).isTrue();
    assertThat(usual.path("pathfinding")).isEqualTo(Json.parse("false"));
    assertThat(usual.path("pathfinding_fallback")).isEqualTo(Json.parse("false"));
  }

  @Test
  @DisplayName("§4.1 immutable and forceAccount are shown only where they were given")
  void legacy() {
    JsonNode given = meta("{\"immutable\":true,\"forceAccount\":false}");

    assertThat(given.path("immutable")).isEqualTo(Json.parse("true"));
    assertThat(given.path("forceAccount")).isEqualTo(Json.parse("false"));
    assertThat(meta("{}").has("immutable")).isFalse();
    assertThat(meta("{}").has("forceAccount")).isFalse();
  }

  @Test
  @DisplayName("§4.1 multisign is kept for a payment and forced off for SignIn")
  void multisign() {
    assertThat(meta("{\"multisign\":true}").path("multisign").asBoolean()).isTrue();
    String signIn =
        backend.created(
            "{\"txjson\":{\"TransactionType\":\"SignIn\"},\"options\":{\"multisign\":true}}");
    assertThat(backend.read(signIn).at("/meta/multisign").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @DisplayName("§4.1 a blob comes back as what it was; empty strings come back as null")
  @CsvSource(
      delimiter = '|',
      value = {"{'a':[1,2.50]}|{'a':[1,2.50]}", "'text'|'text'", "''|null", "null|null"},
      quoteCharacter = '~')
  void blobs(String given, String shown) {
    JsonNode meta = customMeta("{'blob':" + given + ",'identifier':'','instruction':''}");

    assertThat(meta.path("blob")).isEqualTo(Json.parse(shown.replace('\'', '"')));
    assertThat(meta.path("identifier").isNull()).isTrue();
    assertThat(meta.path("instruction").isNull()).isTrue();
  }

  @Test
  @DisplayName("§4.1 a blob is measured as JSON: 1500 characters")
  void blobLength() {
    String body = "{\"txjson\":{\"TransactionType\":\"SignIn\"},\"custom_meta\":{\"blob\":%s}}";
    String most = "{\"a\":\"" + "x".repeat(1492) + "\"}";

    backend.create(body.formatted(most)).expect(200);
    assertThat(backend.create(body.formatted(most.replace("xx", "xxx"))).error())
        .isEqualTo("400 413");
  }

  @Test
  @DisplayName("§4.1 an instruction keeps line breaks and emoji")
  void instruction() {
    assertThat(customMeta("{'instruction':'Hey ❤️\\nyou'}").path("instruction").asText())
        .isEqualTo("Hey ❤️\nyou");
  }

  @Test
  @DisplayName("§3.1 a destination on the scam list is 609, before the lengths are looked at")
  void scam() {
    String body =
        """
        {"txjson":{"TransactionType":"Payment","Amount":"1","Destination":"%s"},
         "custom_meta":{"identifier":"%s"}}"""
            .formatted(sandbox.person("scammer").account(), "x".repeat(41));

    assertThat(backend.create(body).error()).isEqualTo("400 609");
  }

  @Test
  @DisplayName("§4.1 the orphan of a rejected duplicate cannot be addressed by its reference")
  void orphan() {
    String body =
        "{\"txjson\":{\"TransactionType\":\"SignIn\"},\"custom_meta\":{\"identifier\":\"once\"}}";
    String uuid = backend.created(body);

    Backend.Reply refused = backend.create(body);
    assertThat(refused.error()).isEqualTo("400 409");
    assertThat(backend.get("payload/" + refused.header("X-Call-Ref")).error()).isEqualTo("404 404");
    assertThat(backend.get("payload/ci/once").expect(200).at("/meta/uuid").asText())
        .isEqualTo(uuid);
  }

  @Test
  @DisplayName("§4.1 an identifier stays used for ever: cancelled and expired ones too")
  void usedForEver() {
    String body =
        "{\"txjson\":{\"TransactionType\":\"SignIn\"},\"custom_meta\":{\"identifier\":\"once\"}}";
    backend.delete("payload/" + backend.created(body)).expect(200);
    sandbox.clock().advance(Duration.ofDays(400));

    assertThat(backend.create(body).error()).isEqualTo("400 409");
  }

  @ParameterizedTest
  @DisplayName("§4.1 a refused create uses up no identifier")
  @ValueSource(strings = {"{'TransactionType':'Nope'}", "{}"})
  void refusedCreates(String txjson) {
    String body = "{\"txjson\":%s,\"custom_meta\":{\"identifier\":\"later\"}}";

    backend.create(body.formatted(txjson.replace('\'', '"'))).expect(400);
    backend.create(body.formatted("{\"TransactionType\":\"SignIn\"}")).expect(200);
  }

  @Test
  @DisplayName("§4.1 order of checks: authentication, then the body, lengths before duplicates")
  void order() {
    assertThat(backend.as("", "").create("{}").error()).isEqualTo("403 812");
    String body =
        """
        {"txjson":{"TransactionType":"SignIn"},
         "custom_meta":{"identifier":"once","instruction":"%s"}}""";
    backend.created(body.formatted("short"));
    assertThat(backend.create(body.formatted("x".repeat(281))).error()).isEqualTo("400 413");
  }

  @Test
  @DisplayName("§4.1 expire and custom_meta inside txjson are carried along and mean nothing")
  void misplaced() {
    String uuid =
        backend.created(
            """
            {"txjson":{"TransactionType":"SignIn","expire":5,
                       "custom_meta":{"identifier":"lost"}}}""");

    JsonNode json = backend.read(uuid);
    assertThat(json.at("/payload/request_json/custom_meta/identifier").asText()).isEqualTo("lost");
    assertThat(json.at("/custom_meta/identifier").isNull()).isTrue();
    assertThat(json.at("/payload/expires_in_seconds").asInt()).isGreaterThan(86_000);
  }

  @Test
  @DisplayName("§4.1 a payment without an amount is accepted")
  void incomplete() {
    backend.create("{\"txjson\":{\"TransactionType\":\"Payment\"}}").expect(200);
  }

  @Test
  @DisplayName("§4.1 a Channel stands for PaymentChannelAuthorize")
  void channel() {
    String uuid =
        backend.created(
            "{\"txjson\":{\"Channel\":\"%s\",\"Amount\":\"1\"}}".formatted("AB".repeat(32)));

    assertThat(backend.read(uuid).at("/payload/tx_type").asText())
        .isEqualTo("PaymentChannelAuthorize");
  }

  @ParameterizedTest
  @DisplayName("§4.1 an XRP amount as object is drops: below a million it was meant in XRP")
  @CsvSource({"999999, 999999000000", "1000000, 1000000", "0.5, 500000"})
  void xrpAsObject(String value, String drops) {
    String uuid =
        backend.created(
            """
            {"txjson":{"TransactionType":"Payment",
                       "Amount":{"currency":"XRP","value":"%s","issuer":""}}}"""
                .formatted(value));

    assertThat(backend.read(uuid).at("/payload/request_json/Amount").asText()).isEqualTo(drops);
  }

  @ParameterizedTest
  @DisplayName("§4.1 the types that the official client lists are allowed")
  @ValueSource(
      strings = {
        "SignIn PaymentChannelAuthorize AccountDelete AccountSet CheckCancel CheckCash CheckCreate",
        "ClaimReward DepositPreauth EscrowCancel EscrowCreate EscrowFinish Import Invoke",
        "NFTokenAcceptOffer NFTokenBurn NFTokenCancelOffer NFTokenCreateOffer NFTokenMint",
        "OfferCancel OfferCreate Payment PaymentChannelClaim PaymentChannelCreate",
        "PaymentChannelFund Remit SetHook SetRegularKey SignerListSet TicketCreate TrustSet",
        "URITokenBurn URITokenBuy URITokenCancelSellOffer URITokenCreateSellOffer URITokenMint",
      })
  void types(String names) {
    assertThat(names.split(" ")).allMatch(TransactionTypes::allowed);
    for (String type : new String[] {"payment", "SIGNIN", "EnableAmendment", ""}) {
      assertThat(TransactionTypes.allowed(type)).as(type).isFalse();
    }
  }

  private String withOptions(String options) {
    return backend.created(
        "{\"txjson\":{\"TransactionType\":\"Payment\"},\"options\":" + options + "}");
  }

  private JsonNode meta(String options) {
    return backend.read(withOptions(options)).path("meta");
  }

  private JsonNode customMeta(String json) {
    String body = "{'txjson':{'TransactionType':'SignIn'},'custom_meta':" + json + "}";
    return backend.read(backend.created(body.replace('\'', '"'))).path("custom_meta");
  }
}
