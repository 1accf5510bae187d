package dev.countersign.platform.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §6: what other workers claim is left to them")
class NeighboursTest {
  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

  private final Neighbours neighbours = new Neighbours();

  @Test
  void whatAWorkerClaimsIsKnownUntilItClaimsSomethingElse() {
    hear(Reports.claiming("b", Reports.CREATE), 0);
    assertThat(claimsAt(0)).containsExactly(Reports.CREATE);

    hear(Reports.claiming("b"), 1);

    assertThat(claimsAt(1)).isEmpty();
  }

  @Test
  void whoDoesNotTakeWhatIsDueIsPassedOverAfterASecond() {
    hear(Reports.claiming("b", Reports.CREATE), 0);
    due(0);
    assertThat(neighbours.next()).isEqualTo(T0.plusSeconds(1));

    hear(Reports.claiming("b", Reports.CREATE), 500);

    assertThat(claimsAt(999)).hasSize(1);
    assertThat(claimsAt(1_000)).isEmpty();
  }

  @Test
  void patienceBeginsWhenSomethingIsDueAndNotAgainEachTime() {
    hear(Reports.claiming("b", Reports.CREATE), 0);
    due(0);
    due(900);

    assertThat(claimsAt(1_000)).isEmpty();
  }

  @Test
  void whoTakesSomethingIsLeftItsDueAgain() {
    hear(Reports.claiming("b", Reports.CREATE), 0);
    due(0);
    claimsAt(1_000);

    hear(Reports.of("b", Count.CREATE, List.of(Reports.CREATE)), 1_200);

    assertThat(claimsAt(1_200)).containsExactly(Reports.CREATE);
    assertThat(claimsAt(3_000)).hasSize(1);
  }

  @Test
  void whoSaysNothingForSixSecondsIsForgotten() {
    hear(Reports.claiming("b", Reports.CREATE), 0);
    assertThat(neighbours.next()).isEqualTo(T0.plusSeconds(6));

    assertThat(claimsAt(5_999)).hasSize(1);
    assertThat(claimsAt(6_000)).isEmpty();
    assertThat(neighbours.next()).isEqualTo(Instant.MAX);
  }

  @Test
  void theBacklogIsThatOfAllWhoAreNotForgotten() {
    hear(Reports.waiting("b", new Backlog(1, 2, 3)), 0);
    hear(Reports.waiting("c", new Backlog(10, 0, 0)), 3_000);
    assertThat(neighbours.waiting()).isEqualTo(new Backlog(11, 2, 3));

    claimsAt(6_000);

    assertThat(neighbours.waiting()).isEqualTo(new Backlog(10, 0, 0));
  }

  private void hear(Report report, int millis) {
    neighbours.hear(report, T0.plusMillis(millis));
  }

  private void due(int millis) {
    Instant now = T0.plusMillis(millis);
    neighbours.claims(now).forEach(foreign -> neighbours.due(foreign.of(), now));
  }

  private List<Claim> claimsAt(int millis) {
    return neighbours.claims(T0.plusMillis(millis)).stream()
        .map(Neighbours.Foreign::claim)
        .toList();
  }
}
