package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.request.Outcome;
import dev.countersign.request.RequestState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code GET /api/requests/<id>} shows; the words are API. */
class RequestDocumentTest {
  static Stream<Arguments> live() {
    return Stream.of(
        arguments(new RequestState.CancelAhead("default", Remembered.NOW), "CANCELLED_AHEAD"),
        arguments(Remembered.queued(null), "WAITING"),
        arguments(Remembered.creating(), "CREATING"),
        arguments(Remembered.open(null, false), "OPEN"),
        arguments(Remembered.open(Remembered.NOW, false), "OPENED"),
        arguments(Remembered.open(Remembered.NOW, true), "EXPIRED"));
  }

  @ParameterizedTest
  @MethodSource("live")
  void aRequestThatGoesOnHasAWordForWhereItIs(RequestState state, String status) {
    assertThat(RequestDocument.of("r-1", state))
        .containsEntry("request_id", "r-1")
        .containsEntry("status", status)
        .containsEntry("terminal", false)
        .doesNotContainKeys("outcome", "ended_at");
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void aRequestThatIsOverIsCalledByItsEnd(Outcome outcome) {
    assertThat(List.of(Remembered.lingering(outcome), Remembered.ended(outcome, null)))
        .allSatisfy(
            state ->
                assertThat(RequestDocument.of("r-1", state))
                    .containsEntry("status", outcome.name())
                    .containsEntry("outcome", outcome.name())
                    .containsEntry("terminal", true)
                    .containsEntry("ended_at", "2026-03-01T12:00:00Z")
                    .containsEntry("payload_uuid", Remembered.PAYLOAD.uuid()));
  }

  @Test
  void anOpenRequestShowsAllThatAUserInterfaceNeeds() {
    assertThat(RequestDocument.of("r-1", Remembered.open(Remembered.NOW, false)))
        .containsExactly(
            Map.entry("request_id", "r-1"),
            Map.entry("application", "default"),
            Map.entry("user", "ada"),
            Map.entry("status", "OPENED"),
            Map.entry("terminal", false),
            Map.entry("sequence", 2L),
            Map.entry("tx_type", "Payment"),
            Map.entry("context", Map.of("cart", "7f3a")),
            Map.entry("payload_uuid", Remembered.PAYLOAD.uuid()),
            Map.entry(
                "links",
                Map.of(
                    "always", "https://always",
                    "qr_png", "https://png",
                    "qr_uri_quality_opts", List.of("m"),
                    "websocket_status", "wss://status")),
            Map.entry("expires_at", "2026-03-01T12:15:00Z"),
            Map.entry("opened_at", "2026-03-01T12:00:00Z"));
  }

  @Test
  void ofARequestThatAWebhookBroughtBackNothingIsInvented() {
    assertThat(RequestDocument.of("r-1", Remembered.broughtBack(Outcome.EXPIRED)))
        .containsEntry("status", "EXPIRED")
        .containsEntry("payload_uuid", Remembered.PAYLOAD.uuid())
        .containsEntry("ended_at", "2026-03-01T12:00:00Z")
        .doesNotContainKeys("links", "expires_at");
  }

  @Test
  void theReadmeShowsTheFieldsOfAnOpenRequest() throws IOException {
    String shown =
        Files.readString(Path.of("README.md"))
            .replaceAll("(?s).*<!-- request -->\\s*```json\\n(.*?)```.*", "$1");

    assertThat(new ObjectMapper().readTree(shown).properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyElementsOf(
            RequestDocument.of("r-1", Remembered.open(Remembered.NOW, false)).keySet());
  }

  @Test
  void everyStatusIsInTheReadme() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    assertThat(live().map(arguments -> arguments.get()[1]))
        .allSatisfy(status -> assertThat(readme).contains("`" + status + "`"));
    assertThat(Outcome.values())
        .allSatisfy(outcome -> assertThat(readme).contains("`" + outcome + "`"));
  }

  @Test
  void noStateShowsATokenOrAJwt() {
    Stream<RequestState> states =
        Stream.of(
            Remembered.queued("rAccount"),
            Remembered.creating(),
            Remembered.open(null, false),
            Remembered.lingering(Outcome.CANCELLED),
            Remembered.ended(Outcome.SIGNED, "rSigner"));

    assertThat(states.map(state -> RequestDocument.of("r-1", state).toString()))
        .noneMatch(
            shown ->
                shown.contains(Remembered.TOKEN.value())
                    || shown.contains(Remembered.JWT)
                    || shown.contains("fingerprint"));
  }
}
