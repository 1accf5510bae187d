package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Lifecycle;
import dev.countersign.request.Networks;
import dev.countersign.request.Signal;
import dev.countersign.token.TokenDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is served already does not wait for all that a takeover starts again. */
class InputsTest {
  private final Mailbox mailbox = new Mailbox();
  private final WaitingRoom room = new WaitingRoom(4, Duration.ofSeconds(10));
  private final Holdings holdings =
      new Holdings(new Lifecycle(OnePartition.settings(Networks.NONE)), _ -> {}, room);
  private final Inputs inputs = new Inputs(mailbox, holdings, room, new TokenDirectory(), 1);
  private final OwnedPartition partition = holdings.add(0, Instant.EPOCH);

  InputsTest() {
    partition.restored = true;
    inputs.resume(
        partition,
        IntStream.rangeClosed(0, Inputs.MAX).mapToObj(number -> "taken-over-" + number).toList());
  }

  private Input news(String requestId) {
    mailbox.signal(requestId, new Signal.CreateNotDone());
    inputs.readMail();
    return new Input.FromSignal(partition, requestId, new Signal.CreateNotDone());
  }

  @Test
  void newsComesBeforeWhatIsResumed() {
    Input news = news("served");

    assertThat(inputs.take()).hasSize(Inputs.MAX).startsWith(news);
  }

  @Test
  void aRequestIsResumedBeforeItsNews() {
    Input news = news("taken-over-42");

    assertThat(inputs.take()).startsWith(Input.resumed(partition, "taken-over-42"), news);
  }

  @Test
  void eachIsResumedOnceInTurnsThatHaveRoom() {
    news("taken-over-42");
    inputs.take();

    assertThat(inputs.take()).hasSize(2);
  }

  @Test
  void somethingIsToBeDoneUntilAllAreResumed() {
    inputs.take();
    assertThat(inputs.isEmpty()).isFalse();

    inputs.take();
    assertThat(inputs.isEmpty()).isTrue();
  }
}
