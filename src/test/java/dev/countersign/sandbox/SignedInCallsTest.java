package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §9: what only a signed-in person can ask")
class SignedInCallsTest {
  private static final Application SHOP = new Application(SandboxApplication.DEFAULT);
  private static final Application OTHER =
      new Application(new SandboxApplication("k", "s", "other"));
  private static final Person ADA = new Person("ada");
  private static final Person BOB = new Person("bob");
  private static final String TOKEN =
      "000800645E7B112523F68D2F5E879DB4EAC51C6698A69304ABCD1234000000FF";

  private final UserData userData = new UserData();

  @Test
  @DisplayName("§9 userdata PERSIST, RETRIEVE, LIST and REMOVE of a key")
  void oneKey() {
    assertThat(json(userData.persist(SHOP, ADA, "cart", Json.parse("{\"n\":1.50}"))))
        .isEqualTo(Json.parse("{\"operation\":\"PERSIST\",\"persisted\":true}"));
    assertThat(json(userData.retrieve(SHOP, ADA, "cart")))
        .isEqualTo(
            Json.parse(
                """
                {"operation":"RETRIEVE","data":{"cart":{"n":1.50}},"keys":["cart"],"count":1}"""));
    assertThat(json(userData.list(SHOP, ADA)))
        .isEqualTo(Json.parse("{\"operation\":\"LIST\",\"keys\":[\"cart\"],\"count\":1}"));
    assertThat(json(userData.remove(SHOP, ADA, "cart")))
        .isEqualTo(Json.parse("{\"operation\":\"REMOVE\",\"persisted\":true}"));
    assertThat(json(userData.list(SHOP, ADA)).path("count").asInt()).isZero();
    assertThat(json(userData.remove(SHOP, ADA, "cart")).path("persisted").asBoolean()).isFalse();
  }

  @Test
  @DisplayName("§9 userdata RETRIEVE takes several keys and leaves out what is not there")
  void severalKeys() {
    userData.persist(SHOP, ADA, "one", Json.parse("{}"));
    userData.persist(SHOP, ADA, "two", Json.parse("[2]"));

    assertThat(json(userData.retrieve(SHOP, ADA, "two,nil,one")))
        .isEqualTo(
            Json.parse(
                """
                {"operation":"RETRIEVE","data":{"two":[2],"one":{}},"keys":["two","one"],
                 "count":2}"""));
  }

  @Test
  @DisplayName("§9 userdata belongs to one person and one application")
  void shelves() {
    userData.persist(SHOP, ADA, "cart", Json.parse("{}"));

    assertThat(json(userData.list(SHOP, BOB)).path("keys")).isEmpty();
    assertThat(json(userData.list(OTHER, ADA)).path("keys")).isEmpty();
  }

  @Test
  @DisplayName("§9 nftoken-detail: issuer, token, owner, name and image")
  void nftoken() {
    JsonNode detail =
        json(NftokenDetail.answer(TOKEN, ADA, new Origin("http://a.example", "ws://a.example")));

    String issuer = "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59";
    assertThat(Base58.isAddress(detail.path("issuer").asText())).isTrue();
    assertThat(detail)
        .isEqualTo(
            Json.parse(
                """
                {"issuer":"%s","token":"%s","owner":"%s","name":"Token 255",
                 "image":"http://a.example/avatar/%s.png"}"""
                    .formatted(issuer, TOKEN, ADA.identity.account(), issuer)));
  }

  @ParameterizedTest
  @DisplayName("§9.2 the signed-in family has these calls")
  @CsvSource({
    "POST, payload, CREATE",
    "GET, payload/ci/a/b, READ_BY_IDENTIFIER",
    "GET, ping, PING",
    "GET, curated-assets, CURATED_ASSETS",
    "GET, rates/EUR, RATES",
    "GET, rails, RAILS",
    "GET, hookhash, HOOK_HASHES",
    "GET, userdata, USERDATA_LIST",
    "GET, 'userdata/one,two', USERDATA_RETRIEVE",
    "POST, userdata/one, USERDATA_PERSIST",
    "DELETE, userdata/one, USERDATA_REMOVE",
    "GET, nftoken-detail/" + TOKEN + ", NFTOKEN_DETAIL",
  })
  void signedIn(String method, String rest, Endpoint endpoint) {
    assertThat(Routes.find(Family.JWT, method, rest))
        .isNotNull()
        .extracting(Route::endpoint)
        .isEqualTo(endpoint);
  }

  @ParameterizedTest
  @DisplayName("§9.2 and these it has not: they are the back end's, bearer or not")
  @ValueSource(
      strings = {"user-tokens", "kyc-status", "app-storage", "userdata/ab", "userdata/One"})
  void notSignedIn(String rest) {
    assertThat(Routes.find(Family.JWT, "POST", rest)).isNull();
  }

  @ParameterizedTest
  @DisplayName("§9 userdata and nftoken-detail are unknown to a back end")
  @ValueSource(strings = {"userdata", "userdata/one", "nftoken-detail/" + TOKEN})
  void notTheBackEnds(String rest) {
    assertThat(Routes.find(Family.PLATFORM, "GET", rest)).isNull();
  }

  private static JsonNode json(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return Json.parse(answer.body().toString());
  }
}
