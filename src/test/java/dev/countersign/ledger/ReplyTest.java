package dev.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same answer comes in two envelopes. */
class ReplyTest {

  private static Reply http(String body) {
    return Reply.ofHttp(200, body);
  }

  private static Reply message(String text) {
    return Reply.ofMessage(Objects.requireNonNull(Json.object(text)));
  }

  private static String error(Reply reply) {
    return reply instanceof Reply.Refused refused ? refused.error() : "none";
  }

  @Test
  void aResultIsAResult() {
    assertThat(http("{\"result\":{\"a\":1,\"status\":\"success\"}}"))
        .isInstanceOf(Reply.Result.class);
    assertThat(message("{\"id\":1,\"status\":\"success\",\"result\":{\"a\":1}}"))
        .isInstanceOf(Reply.Result.class);
  }

  @Test
  void aRefusalIsTheResultOfJsonRpcAndTheMessageOfASocket() {
    String refusal = "{\"error\":\"txnNotFound\",\"searched_all\":true,\"status\":\"error\"}";
    assertThat(http("{\"result\":" + refusal + "}"))
        .isEqualTo(new Reply.Refused("txnNotFound", Objects.requireNonNull(Json.object(refusal))));
    assertThat(message(refusal))
        .isEqualTo(new Reply.Refused("txnNotFound", Objects.requireNonNull(Json.object(refusal))));
    assertThat(error(message("{\"id\":1,\"result\":" + refusal + "}"))).isEqualTo("txnNotFound");
  }

  @Test
  void aRefusalBesideAResultIsARefusal() {
    assertThat(error(http("{\"error\":\"forbidden\",\"result\":{\"a\":1}}")))
        .isEqualTo("forbidden");
    assertThat(error(message("{\"error\":\"slowDown\",\"result\":{\"a\":1}}")))
        .isEqualTo("slowDown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"code\":-32602}", "\"<script>\"", "null", "7.5", "\"\""})
  void anErrorThatIsNoNameIsNotRepeated(String error) {
    assertThat(error(http("{\"result\":{\"error\":" + error + "}}")))
        .doesNotContain("<")
        .doesNotContain("-32602")
        .doesNotContain("7.5");
    assertThat(http("{\"result\":{\"error\":" + error + "}}")).isInstanceOf(Reply.Refused.class);
  }

  @Test
  void anErrorWithoutAnErrorIsNoResult() {
    assertThat(message("{\"id\":1,\"status\":\"error\"}")).isInstanceOf(Reply.Silence.class);
    assertThat(message("{\"id\":1,\"status\":\"error\",\"result\":{\"a\":1}}"))
        .isInstanceOf(Reply.Silence.class);
    assertThat(http("{\"result\":{\"status\":\"error\"}}")).isInstanceOf(Reply.Silence.class);
    assertThat(message("{\"id\":1}")).isInstanceOf(Reply.Silence.class);
  }

  @Test
  void aServerThatIsAmendmentBlockedGivesNoResults() {
    String warnings = "\"warnings\":[{\"id\":2001},{\"id\":1002}]";
    assertThat(error(http("{\"result\":{\"a\":1," + warnings + "}}")))
        .isEqualTo("amendmentBlocked");
    assertThat(error(message("{\"id\":1," + warnings + ",\"result\":{\"a\":1}}")))
        .isEqualTo("amendmentBlocked");
  }

  @Test
  void norDoesItKnowWhatIsMissing() {
    String missing = Bodies.missing(true).replace("{", "{\"warnings\":[{\"id\":1002}],");
    assertThat(error(http("{\"result\":" + missing + "}"))).isEqualTo("amendmentBlocked");
  }
}
