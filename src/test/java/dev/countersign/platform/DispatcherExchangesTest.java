package dev.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.config.Secret;
import dev.countersign.request.Action;
import dev.countersign.request.Via;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strangers ask for exchanges: they must neither wait for long nor take what creates need. */
class DispatcherExchangesTest {
  private static final XappVisit VISIT =
      new XappVisit(Secret.of("jwt"), "rAda", "MAINNET", 0, "en", Map.of());

  private final Rig rig = new Rig();

  private Future<Exchanged> exchange(String ott) {
    return rig.dispatcher.exchange(Rig.APP, Secret.of(ott));
  }

  private Exchanged answered(Answer<?> answer) {
    Future<Exchanged> exchanged = exchange("ott");
    rig.api.next().answer(answer);
    return exchanged.result();
  }

  @Test
  void aTokenIsExchangedWithOneCall() {
    assertThat(answered(new Answer.Ok<>(VISIT))).isEqualTo(new Exchanged.Done(VISIT));
    assertThat(rig.api.whats()).containsExactly("authorize ott");
  }

  @ParameterizedTest
  @CsvSource({"404", "410"})
  void aTokenThatIsUsedOrTooOldIsGone(int code) {
    assertThat(answered(new Answer.Refused<>(code, null, 400, "no")))
        .isEqualTo(new Exchanged.Gone());
    assertThat(answered(new Answer.NotFound<>())).isEqualTo(new Exchanged.Gone());
  }

  @Test
  void anApplicationThatHasNoXappIsRefused() {
    assertThat(answered(new Answer.Refused<>(403, null, 400, "no")))
        .isEqualTo(new Exchanged.Refused(403));
  }

  @Test
  void anAnswerThatMeansNothingIsNotRepeatedHere() {
    assertThat(answered(Rig.unclear())).isInstanceOf(Exchanged.NotNow.class);
    rig.time.advanceSeconds(60);
    assertThat(rig.api.isQuiet()).isTrue();
  }

  @Test
  void howeverManyForgedOnesFailTheApplicationIsStillCalled() {
    for (int forged = 0; forged < 20; forged++) {
      answered(forged % 2 == 0 ? Rig.unclear() : new Answer.Refused<>(813, null, 403, "no"));
    }
    rig.start("c", Rig.create("c"));

    assertThat(rig.gates).isEmpty();
    assertThat(rig.api.next().what()).isEqualTo("create c");
  }

  @Test
  void theirUnclearAnswersDoNotAddToThoseOfOthers() {
    for (int read = 0; read < 4; read++) {
      rig.read("r" + read);
      rig.api.next().answer(Rig.unclear());
      answered(Rig.unclear());
    }

    assertThat(rig.gates).isEmpty();
  }

  @Test
  void thePlatformsLimitIsForAll() {
    Exchanged told = answered(new Answer.RateLimited<>(Duration.ofSeconds(20)));

    assertThat(told)
        .isInstanceOfSatisfying(
            Exchanged.NotNow.class,
            later -> assertThat(later.pause()).isEqualTo(Duration.ofSeconds(20)));
    assertThat(rig.reason()).isEqualTo(Gate.Reason.RATE_LIMITED);
  }

  @Test
  void whileTheApplicationIsNotCalledTheTokenIsNotSpent() {
    rig.read("u1");
    rig.api.next().answer(new Answer.RateLimited<>(Duration.ofSeconds(40)));
    rig.time.advanceSeconds(10);

    Exchanged told = exchange("ott").result();

    assertThat(told)
        .isEqualTo(
            new Exchanged.NotNow(
                "the platform takes no more calls of the application for now",
                Duration.ofSeconds(30)));
    assertThat(rig.api.isQuiet()).isTrue();
  }

  @Test
  void oneThatWaitsWhenTheApplicationIsNoMoreCalledIsGivenBack() {
    Rig narrow = new Rig(new Limits(1, 1, 200));
    narrow.read("u1");
    Future<Exchanged> waiting = narrow.dispatcher.exchange(Rig.APP, Secret.of("ott"));

    narrow.api.next().answer(new Answer.Unauthorized<>(813));

    assertThat(waiting.result())
        .isInstanceOfSatisfying(
            Exchanged.NotNow.class,
            later -> assertThat(later.why()).contains("refuses the application's credentials"));
    assertThat(narrow.api.whats()).containsExactly("read u1");
  }

  @Test
  void oneThatNobodyWaitsForAnyMoreIsNotSent() {
    Rig narrow = new Rig(new Limits(1, 1, 200));
    narrow.read("u1");
    Future<Exchanged> waiting = narrow.dispatcher.exchange(Rig.APP, Secret.of("ott"));
    narrow.time.advance(Exchanges.PATIENCE);

    narrow.api.next().answer(Rig.payload("u1"));

    assertThat(waiting.result()).isInstanceOf(Exchanged.NotNow.class);
    assertThat(narrow.api.whats()).containsExactly("read u1");
  }

  @Test
  void createsAreSentBeforeThem() {
    Rig narrow = new Rig(new Limits(1, 1, 200));
    narrow.read("u1");
    narrow.dispatcher.exchange(Rig.APP, Secret.of("ott"));
    narrow.start("c", Rig.create("c"));

    narrow.api.next().answer(Rig.payload("u1"));
    narrow.api.next().answer(Rig.created("p"));

    assertThat(narrow.api.whats()).containsExactly("read u1", "create c", "authorize ott");
  }

  @Test
  void aFloodIsTurnedAwayAndLeavesHalfOfTheMinute() {
    rig.start("told", new Action.Read(Rig.made("told"), Via.TIMER));
    int remaining = 99;
    rig.api.allowances.told(Rig.APP, false, new Allowance(100, remaining));
    rig.api.next().answer(Rig.payload("told"));
    List<Exchanged> turnedAway = new ArrayList<>();
    for (int forged = 0; forged < 500; forged++) {
      Future<Exchanged> asked = exchange("ott-" + forged);
      if (asked.isComplete()) {
        turnedAway.add(asked.result());
      } else {
        rig.api.allowances.told(Rig.APP, false, new Allowance(100, --remaining));
        rig.api.next().answer(new Answer.NotFound<>());
      }
    }

    assertThat(remaining).isEqualTo(50);
    assertThat(turnedAway).hasSize(451).allMatch(Exchanged.TooMany.class::isInstance);
  }
}
