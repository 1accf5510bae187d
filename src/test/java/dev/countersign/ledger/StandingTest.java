package dev.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandingTest {

  private static Standing read(String result) {
    return Standing.read(Reply.ofHttp(200, "{\"result\":" + result + "}"));
  }

  private static String reason(String result) {
    return read(result) instanceof Standing.Trouble(String reason) ? reason : "none";
  }

  @Test
  void aNodeSaysItsNetworkItsNewestLedgerAndWhatItHas() {
    assertThat(read(Bodies.info(21337, 500, "100-200,300-500")))
        .isEqualTo(new Standing.Known(21337L, 500, LedgerRanges.parse("100-200,300-500")));
  }

  @Test
  void itNeedNotSayItsNetwork() {
    assertThat(read(Bodies.infoWithoutId(500)))
        .isEqualTo(new Standing.Known(null, 500, LedgerRanges.parse("1-500")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"0\"", "-1", "0.0", "4294967296"})
  void anIdThatIsNoneIsNotTakenForTheMainNetworks(String id) {
    assertThat(reason(Bodies.info(0, 500, "1-500").replace("_id\":0", "_id\":" + id)))
        .contains("network_id");
  }

  @Test
  void withoutAValidatedLedgerItIsOfNoUse() {
    assertThat(reason(Bodies.info(0, 500, "empty").replace("validated_ledger", "closed_ledger")))
        .contains("no validated ledger");
  }

  @Test
  void aNodeThatFellBehindIsOfNoUse() {
    String info = Bodies.info(0, 500, "1-500");
    assertThat(reason(info.replace("\"age\":2", "\"age\":121"))).contains("121 s old");
    assertThat(read(info.replace("\"age\":2", "\"age\":120"))).isInstanceOf(Standing.Known.class);
  }

  @Test
  void aServerThatIsTooOldForItsNetworkIsOfNoUse() {
    String info = Bodies.info(0, 500, "1-500");
    assertThat(reason(info.replace("\"peers\"", "\"amendment_blocked\":true,\"peers\"")))
        .contains("amendment blocked");
    assertThat(reason(info.replace("{\"info\"", "{\"warnings\":[{\"id\":1002}],\"info\"")))
        .contains("amendmentBlocked");
  }

  @Test
  void anotherWarningIsNone() {
    String clio = "{\"warnings\":[{\"id\":2001,\"message\":\"This is a clio server.\"}],\"info\"";
    assertThat(read(Bodies.info(0, 500, "1-500").replace("{\"info\"", clio)))
        .isInstanceOf(Standing.Known.class);
  }

  @Test
  void aRefusalIsTroubleByItsName() {
    assertThat(reason(Bodies.refused("slowDown")))
        .isEqualTo("server_info is refused with slowDown");
  }
}
