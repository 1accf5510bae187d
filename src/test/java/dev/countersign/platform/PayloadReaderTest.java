package dev.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.request.PayloadView;
import dev.countersign.request.UserToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PayloadReaderTest {
  private static final String SIGNED =
      """
      {"meta":{"exists":true,"uuid":"u1","multisign":false,"submit":true,"resolved":true,
        "signed":true,"cancelled":false,"expired":true,"pushed":true,"app_opened":true,
        "opened_by_deeplink":true},
       "application":{"issued_user_token":"t1"},
       "payload":{"tx_type":"Payment","origintype":"EVENT_LIST","signmethod":"PIN",
        "created_at":"2024-03-08T04:02:54Z","expires_at":"2024-03-09T04:02:54.000Z"},
       "response":{"hex":"12","txid":"F4","resolved_at":"2024-03-08T04:05:20Z",
        "dispatched_to":"wss://node","dispatched_nodetype":"XAHAUTESTNET",
        "dispatched_result":"tesSUCCESS","environment_nodetype":"XAHAUTESTNET",
        "multisign_account":"","account":"rAccount","signer":"rSigner",
        "environment_networkid":21338}}
      """;

  private static ObjectNode signed() {
    return (ObjectNode) Objects.requireNonNull(Json.object(SIGNED));
  }

  private static ObjectNode part(ObjectNode body, String name) {
    return (ObjectNode) body.get(name);
  }

  private static PayloadView read(JsonNode body) {
    return Objects.requireNonNull(PayloadReader.read(body, null));
  }

  @Test
  void timesAreReadAsExactlyAsStatesKeepThem() {
    ObjectNode body = signed();
    part(body, "payload").put("expires_at", "2024-03-09T04:02:54.123456Z");
    assertThat(read(body).expiresAt()).isEqualTo(Instant.parse("2024-03-09T04:02:54.123Z"));
  }

  @Test
  void aSignedPayloadIsReadWhole() {
    assertThat(read(signed()))
        .isEqualTo(
            new PayloadView(
                "u1",
                true,
                true,
                false,
                true,
                true,
                true,
                true,
                false,
                "Payment",
                Instant.parse("2024-03-08T04:02:54Z"),
                Instant.parse("2024-03-09T04:02:54Z"),
                new UserToken("t1"),
                new PayloadView.Response(
                    "rAccount",
                    "rSigner",
                    "F4",
                    "12",
                    null,
                    "wss://node",
                    "XAHAUTESTNET",
                    "tesSUCCESS",
                    "XAHAUTESTNET",
                    21338,
                    "EVENT_LIST",
                    "PIN",
                    true,
                    Instant.parse("2024-03-08T04:05:20Z")),
                read(signed()).inspection(),
                null));
  }

  @Test
  void theAccountIsOnlyReadOnceSigned() {
    ObjectNode body = signed();
    part(body, "meta").put("signed", false);
    assertThat(read(body).response().account()).isNull();
  }

  @Test
  void emptyNullAndAbsentAreTheSame() {
    List<PayloadView> views = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ObjectNode body = signed();
      ObjectNode response = part(body, "response");
      switch (i) {
        case 0 -> response.put("txid", "");
        case 1 -> response.putNull("txid");
        default -> response.remove("txid");
      }
      views.add(read(body));
    }
    assertThat(views).allMatch(views.getFirst()::equals);
  }

  @Test
  void numbersMayBeStringsAndFlagsNumbers() {
    ObjectNode body = signed();
    part(body, "response").put("environment_networkid", "21338");
    part(body, "meta").put("app_opened", 1).put("submit", "false");
    PayloadView view = read(body);
    assertThat(view.response().environmentNetworkid()).isEqualTo(21338);
    assertThat(view.appOpened()).isTrue();
    assertThat(view.submit()).isFalse();
  }

  @Test
  void aTimeThatCannotBeReadIsNotKnown() {
    ObjectNode body = signed();
    for (String time : List.of("yesterday", "+10000-01-01T00:00:00Z")) {
      part(body, "response").put("resolved_at", time);
      assertThat(read(body).response().resolvedAt()).isNull();
    }
  }

  @Test
  void aBodyThatDoesNotSayWhetherItIsSignedIsNoPayload() {
    ObjectNode body = signed();
    part(body, "meta").remove("signed");
    assertThat(PayloadReader.read(body, null)).isNull();
  }

  @Property
  void noValueInAnyPlaceMakesItThrow(
      @ForAll("sections") String section, @ForAll("values") String value) {
    ObjectNode body = signed();
    JsonNode strange = Json.any(value);
    List<String> names = new ArrayList<>();
    part(body, section).fieldNames().forEachRemaining(names::add);
    names.forEach(name -> part(body, section).set(name, strange));
    PayloadReader.read(body, null);
    body.set(section, strange);
    PayloadReader.read(body, null);
  }

  @Provide
  Arbitrary<String> sections() {
    return Arbitraries.of("meta", "application", "payload", "response");
  }

  @Provide
  Arbitrary<String> values() {
    Arbitrary<String> texts =
        Arbitraries.strings().ofMaxLength(40).map(text -> Json.MAPPER.valueToTree(text).toString());
    Arbitrary<String> odd =
        Arbitraries.of(
            "null",
            "true",
            "1e999999999",
            "-1e-999999999",
            "99999999999999999999",
            "\"\"",
            "{}",
            "[[]]",
            "\"2024-02-30T00:00:00Z\"",
            "\"99999999999\"",
            "\"+999999999-01-01T00:00:00Z\"");
    return Arbitraries.oneOf(texts, odd);
  }
}
