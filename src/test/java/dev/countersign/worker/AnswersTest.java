package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Outcome;
import dev.countersign.request.RequestState;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told what (CONTRACT §8). */
class AnswersTest {
  private static final String ADA = "rAda";
  private static final String BOB = "rBob";
  private static final Viewer OPERATOR = new Viewer.Operator();

  private final OwnedPartition partition = new OwnedPartition(0, Instant.EPOCH);

  AnswersTest() {
    partition.restored = true;
  }

  private Look look(Viewer viewer) {
    return Answers.of(partition, Remembered.ID, viewer);
  }

  private void remember(RequestState state) {
    partition.put(Remembered.ID, state, 100);
  }

  private static Viewer person(String account) {
    return new Viewer.Person("default", account);
  }

  @Test
  void theOperatorSeesEverything() {
    remember(Remembered.queued(ADA));

    assertThat(look(OPERATOR)).isInstanceOf(Look.Seen.class);
  }

  @Test
  void aPersonSeesWhatWasAddressedToThem() {
    remember(Remembered.queued(ADA));

    assertThat(look(person(ADA))).isInstanceOf(Look.Seen.class);
  }

  @Test
  void aPersonSeesWhatTheySigned() {
    remember(Remembered.ended(Outcome.SIGNED, ADA));

    assertThat(look(person(ADA))).isInstanceOf(Look.Seen.class);
  }

  @Test
  void whatSomebodyElseWasAskedForOrSignedIsNotThere() {
    remember(Remembered.queued(ADA));
    assertThat(look(person(BOB))).isEqualTo(new Look.Absent());

    remember(Remembered.ended(Outcome.SIGNED, ADA));
    assertThat(look(person(BOB))).isEqualTo(new Look.Absent());
  }

  @ParameterizedTest
  @CsvSource({"SIGNED", "REJECTED", "EXPIRED"})
  void whatIsNobodysInParticularIsNotThere(Outcome outcome) {
    remember(Remembered.ended(outcome, null));
    assertThat(look(person(ADA))).isEqualTo(new Look.Absent());

    remember(Remembered.open(null, false));
    assertThat(look(person(ADA))).isEqualTo(new Look.Absent());
  }

  @Test
  void thePersonIsTheSameOnlyInTheApplicationOfTheRequest() {
    remember(Remembered.queued(ADA));

    assertThat(look(new Viewer.Person("shop", ADA))).isEqualTo(new Look.Absent());
  }

  @Test
  void aCancelThatCameFirstIsForTheOperatorOnly() {
    remember(new RequestState.CancelAhead("default", Remembered.NOW));

    assertThat(look(OPERATOR)).isInstanceOf(Look.Seen.class);
    assertThat(look(person(ADA))).isEqualTo(new Look.Absent());
  }

  @Test
  void whatIsNotKnownIsNotThere() {
    assertThat(look(OPERATOR)).isEqualTo(new Look.Absent());
    assertThat(look(person(ADA))).isEqualTo(new Look.Absent());
  }

  @Test
  void aPartitionOfAnotherWorkerIsElsewhere() {
    assertThat(Answers.of(null, Remembered.ID, OPERATOR)).isEqualTo(new Look.Elsewhere());
  }

  @Test
  void whileAPartitionIsBeingRestoredNothingIsCertain() {
    partition.restored = false;

    assertThat(look(OPERATOR)).isInstanceOf(Look.Unsure.class);
    assertThat(look(person(ADA))).isEqualTo(look(OPERATOR));
  }

  @Test
  void aStateThatANewerReleaseWroteIsToldToTheOperatorAsThat() {
    partition.held.put(Remembered.ID, "written by a newer release");

    assertThat(look(OPERATOR))
        .isEqualTo(
            new Look.Unsure("this worker cannot read the request: written by a newer release"));
    assertThat(Answers.of(partition, "another", OPERATOR)).isEqualTo(new Look.Absent());
  }

  @Test
  void aPersonCannotTellAHeldRequestFromNone() {
    partition.held.put(Remembered.ID, "written by a newer release");

    assertThat(look(person(ADA))).isInstanceOf(Look.Unsure.class);
    assertThat(Answers.of(partition, "another", person(ADA))).isEqualTo(look(person(ADA)));
  }

  @Test
  void aPersonSeesTheirOwnBesideAHeldOne() {
    partition.held.put("another", "written by a newer release");
    remember(Remembered.queued(ADA));

    assertThat(look(person(ADA))).isInstanceOf(Look.Seen.class);
  }
}
