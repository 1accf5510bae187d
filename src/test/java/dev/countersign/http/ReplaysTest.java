package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplaysTest {
  private final List<Promise<String>> asked = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final Replays<String> replays =
      new Replays<>(() -> now, answer -> !answer.startsWith("not now"));

  private Future<String> answer(String key) {
    return replays.answer(
        key,
        () -> {
          Promise<String> promise = Promise.promise();
          asked.add(promise);
          return promise.future();
        });
  }

  @Test
  void whoAsksMeanwhileWaitsForTheSameAnswer() {
    Future<String> first = answer("k");
    Future<String> second = answer("k");

    asked.getFirst().complete("a");

    assertThat(asked).hasSize(1);
    assertThat(first.result()).isEqualTo("a");
    assertThat(second.result()).isEqualTo("a");
  }

  @Test
  void whoAsksAgainSoonGetsTheSameAnswer() {
    answer("k");
    asked.getFirst().complete("a");
    now = now.plus(Replays.KEPT).minusMillis(1);

    assertThat(answer("k").result()).isEqualTo("a");
    assertThat(asked).hasSize(1);
  }

  @Test
  void theTimeRunsFromTheAnswer() {
    answer("k");
    now = now.plusSeconds(20);
    asked.getFirst().complete("a");
    now = now.plus(Replays.KEPT).minusMillis(1);

    assertThat(answer("k").result()).isEqualTo("a");
  }

  @Test
  void laterItIsAskedAnewAndNothingIsLeft() {
    answer("k");
    asked.getFirst().complete("a");
    now = now.plus(Replays.KEPT);

    answer("other");

    assertThat(replays.size()).isEqualTo(1);
    answer("k");
    assertThat(asked).hasSize(3);
  }

  @Test
  void whatIsNotWorthKeepingIsAskedAnew() {
    answer("k");
    asked.getFirst().complete("not now");

    answer("k");

    assertThat(asked).hasSize(2);
  }

  @Test
  void aFailureIsNotKept() {
    answer("k");
    asked.getFirst().fail("broken");

    answer("k");

    assertThat(asked).hasSize(2);
  }

  @Test
  void anAnswerThatIsThereAtOnceIsKept() {
    replays.answer("k", () -> Future.succeededFuture("a"));

    assertThat(answer("k").result()).isEqualTo("a");
  }

  @Test
  void keysDoNotMeet() {
    replays.answer("k", () -> Future.succeededFuture("a"));

    assertThat(replays.answer("l", () -> Future.succeededFuture("b")).result()).isEqualTo("b");
  }

  @Test
  void ofTooManyTheOldestGoes() {
    for (int key = 0; key <= Replays.MOST; key++) {
      replays.answer("k" + key, () -> Future.succeededFuture("a"));
    }

    assertThat(replays.size()).isEqualTo(Replays.MOST);
    answer("k0");
    assertThat(asked).hasSize(1);
  }

  @Test
  void anAnswerIsKeptForHalfAMinute() {
    assertThat(Replays.KEPT).isEqualTo(Duration.ofSeconds(30));
  }
}
