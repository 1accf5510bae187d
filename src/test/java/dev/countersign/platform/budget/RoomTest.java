package dev.countersign.platform.budget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("PROTOCOL §11: creates and other calls leave each other room")
class RoomTest {
  private static final int MANY = 1_000;

  @Test
  void noMoreIsTakenThanThereIs() {
    Room room = new Room(10, MANY, MANY, 0, 0, 0);

    assertThat(room.take(Rank.DECIDE, 7)).isEqualTo(7);
    assertThat(room.take(Rank.CREATE_HIGH, 7)).isEqualTo(3);
    assertThat(room.take(Rank.PROBE, 1)).isZero();
  }

  @Test
  void createsHaveALimitOfTheirOwn() {
    Room room = new Room(10, MANY, 4, 0, 0, 0);

    assertThat(room.take(Rank.CREATE_LOW, MANY)).isEqualTo(4);
    assertThat(room.take(Rank.READ, MANY)).isEqualTo(6);
  }

  @Test
  void noMoreGoAtOnceThanIsCareful() {
    Room room = new Room(10, 2, MANY, 0, 0, 0);

    assertThat(room.take(Rank.DECIDE, MANY)).isEqualTo(2);
    assertThat(room.take(Rank.CREATE_HIGH, MANY)).isZero();
  }

  @Test
  void whatIsReservedForCreatesNoOtherCallTakes() {
    Room room = new Room(10, MANY, MANY, 4, 0, 0);

    assertThat(room.take(Rank.DECIDE, MANY)).isEqualTo(6);
    assertThat(room.take(Rank.CREATE_LOW, MANY)).isEqualTo(4);
  }

  @Test
  void whatIsReservedForOtherCallsNoCreateTakes() {
    Room room = new Room(10, MANY, MANY, 0, 3, 0);

    assertThat(room.take(Rank.CREATE_HIGH, MANY)).isEqualTo(7);
    assertThat(room.take(Rank.CHECK, MANY)).isEqualTo(3);
  }

  @Test
  void aReserveThatIsUsedIsNotKeptTwice() {
    Room room = new Room(10, MANY, MANY, 4, 4, 0);
    room.take(Rank.CREATE_NORMAL, 4);
    room.take(Rank.READ, 4);

    assertThat(room.take(Rank.DECIDE, MANY)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Rank.class,
      names = {"SESSION", "RECONCILE"})
  void whatCanWaitGetsOnlyWhatIsSpared(Rank canWait) {
    Room room = new Room(10, MANY, MANY, 0, 0, 8);

    assertThat(room.take(canWait, MANY)).isEqualTo(2);
    assertThat(room.take(Rank.READ, MANY)).isEqualTo(8);
  }

  @ParameterizedTest
  @EnumSource(
      value = Rank.class,
      names = {"SESSION", "RECONCILE"})
  void whatCanWaitLeavesTheCreatesTheirReserve(Rank canWait) {
    Room room = new Room(10, MANY, MANY, 9, 0, 5);

    assertThat(room.take(canWait, MANY)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Rank.class)
  void thereIsRoomForNothingWhereThereIsNone(Rank rank) {
    assertThat(Room.none().take(rank, 1)).isZero();
  }

  @Test
  void moreReservedThanThereIsTakesNothingBack() {
    Room room = new Room(2, MANY, MANY, 5, 5, 5);

    assertThat(room.take(Rank.DECIDE, 1)).isZero();
    assertThat(room.take(Rank.CREATE_HIGH, 1)).isZero();
  }
}
