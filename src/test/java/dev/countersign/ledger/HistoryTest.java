package dev.countersign.ledger;

import static dev.countersign.ledger.Bodies.TXID;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
  private static final String OTHER = "AB".repeat(32);

  private static History read(String result) {
    return History.read(Reply.ofHttp(200, "{\"result\":" + result + "}"), TXID, 1500, 2000);
  }

  @Test
  void aListWithoutItIsClear() {
    assertThat(read(Bodies.history(1500, 2000, "", OTHER))).isEqualTo(new History.Clear(null));
  }

  @Test
  void aMarkerMeansMore() {
    History page = read(Bodies.history(1500, 2000, "{\"ledger\":1700,\"seq\":3}", OTHER));
    assertThat(page).isInstanceOf(History.Clear.class);
    assertThat(((History.Clear) page).more()).hasToString("{\"ledger\":1700,\"seq\":3}");
  }

  @Test
  void aListWithItIsNotClear() {
    assertThat(read(Bodies.history(1500, 2000, "", OTHER, TXID))).isEqualTo(new History.Listed());
  }

  @Test
  void itIsFoundInTheShapeOfVersion2Too() {
    String list = Bodies.history(1500, 2000, "", TXID);
    assertThat(read(list.replace("\"tx\":{\"hash\"", "\"hash\"").replace("\"},", "\",")))
        .isEqualTo(new History.Listed());
  }

  @Test
  void aShorterRangeThanAskedIsAGap() {
    assertThat(read(Bodies.history(1501, 2000, ""))).isInstanceOf(History.Gap.class);
    assertThat(read(Bodies.history(1500, 1999, ""))).isInstanceOf(History.Gap.class);
  }

  @Test
  void whatIsNotValidatedProvesNothing() {
    assertThat(
            read(Bodies.history(1500, 2000, "").replace("validated\":true", "validated\":false")))
        .isInstanceOf(History.Gap.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lgrIdxsInvalid", "lgrIdxMalformed", "lgrNotFound", "invalidLgrRange"})
  void refusedForItsRangeIsAGap(String error) {
    assertThat(read(Bodies.refused(error))).isInstanceOf(History.Gap.class);
  }

  @Test
  void refusedForAnythingElseIsTrouble() {
    assertThat(read(Bodies.refused("slowDown"))).isInstanceOf(History.Trouble.class);
  }

  @Test
  void anEntryWithoutAHashCouldBeIt() {
    assertThat(read(Bodies.history(1500, 2000, "", OTHER).replace("\"hash\"", "\"h\"")))
        .isInstanceOf(History.Trouble.class);
  }

  @Test
  void noListIsTrouble() {
    assertThat(read(Bodies.history(1500, 2000, "").replace("transactions", "t")))
        .isInstanceOf(History.Trouble.class);
  }
}
