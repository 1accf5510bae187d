package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Lifecycle;
import dev.countersign.request.Networks;
import dev.countersign.request.Signal;
import dev.countersign.token.TokenDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
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
    inputs.resume(partition, Collections.nCopies(Inputs.MAX + 1, "taken-over"));
    mailbox.signal("served", new Signal.CreateNotDone());
    inputs.readMail();
  }

  @Test
  void newsComesBeforeWhatIsResumed() {
    assertThat(inputs.take())
        .hasSize(Inputs.MAX)
        .startsWith(new Input.FromSignal(partition, "served", new Signal.CreateNotDone()));
  }

  @Test
  void whatIsResumedComesInTheTurnsThatHaveRoom() {
    inputs.take();

    assertThat(inputs.take())
        .hasSize(2)
        .containsOnly(new Input.FromSignal(partition, "taken-over", new Signal.Resumed()));
    assertThat(inputs.isEmpty()).isTrue();
  }
}
