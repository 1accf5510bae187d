package dev.countersign.endtoend;

import dev.countersign.sandbox.Effect;
import dev.countersign.sandbox.Fault;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SocketsTest {
  @RegisterExtension static final Fleet fleet = Fleet.setup().start();

  @Test
  void aSignatureMadeWhileTheSocketWasDownIsFoundOnceItStandsAgain() {
    Asked asked = fleet.ask("");
    String uuid = asked.watched();
    fleet.sandbox().faults().add(Fault.reset("socket"));
    fleet.sandbox().faults().dropSockets();
    fleet.person("ada").sign(uuid);

    fleet.sandbox().faults().clear();

    asked.awaits("CREATED", "OPENED", "SIGNED");
  }

  @Test
  void aSocketThatIsDroppedAgainAndAgainIsReplaced() {
    Asked asked = fleet.ask("");
    for (int drop = 0; drop < 3; drop++) {
      asked.watched();
      fleet.sandbox().faults().dropSockets();
    }

    fleet.person("ada").sign(asked.watched());

    asked.awaits("CREATED", "OPENED", "SIGNED");
  }

  @Test
  void aHandshakeThatFailsIsTriedAgain() {
    fleet.sandbox().faults().add(Fault.answer("socket", 503).times(2));
    Asked asked = fleet.ask("");

    fleet.person("ada").sign(asked.watched());

    asked.awaits("CREATED", "OPENED", "SIGNED");
  }

  /** Takes the 15 s that the first frame is given. */
  @Test
  void aSocketThatNeverSaysAWordIsReplaced() {
    fleet.sandbox().faults().add(Fault.on("socket", new Effect.SilentSockets(false)).once());
    Asked asked = fleet.ask("");

    fleet.person("ada").sign(asked.payload());

    asked.awaits("CREATED", "OPENED", "SIGNED");
  }

  @Test
  void framesInFragmentsAreWhole() {
    fleet.sandbox().faults().add(Fault.on("socket", new Effect.FragmentedFrames()));
    Asked asked = fleet.ask("");
    String uuid = asked.watched();

    fleet.person("ada").open(uuid);
    asked.awaits("CREATED", "OPENED");
    fleet.person("ada").sign(uuid);

    asked.awaits("CREATED", "OPENED", "SIGNED");
  }

  @Test
  void garbageAndAnotherPayloadsFramesAreCountedAndDecideNothing() {
    fleet.sandbox().faults().add(Fault.on("socket", new Effect.GarbageFrames()));
    Asked asked = fleet.ask("");
    String uuid = asked.watched();
    Fleet.await("counted frames")
        .until(
            () ->
                fleet
                    .web()
                    .get("/metrics")
                    .body()
                    .contains(
                        "countersign_platform_frames_dropped_total{reason=\"other_payload\"}"));
    asked.awaits("CREATED");

    fleet.person("ada").sign(uuid);

    asked.awaits("CREATED", "OPENED", "SIGNED");
  }

  @Test
  void aStateThatCannotBeReadYetIsReadAgain() {
    fleet.sandbox().faults().add(Fault.readLag(Duration.ofMillis(800)));
    Asked asked = fleet.ask("");

    fleet.person("ada").sign(asked.watched());

    asked.awaits("CREATED", "OPENED", "SIGNED");
  }

  @Test
  void aReadThatFailsIsRepeated() {
    Asked asked = fleet.ask("");
    String uuid = asked.watched();
    fleet.sandbox().faults().add(Fault.answer("read", 502).times(2));

    fleet.person("ada").sign(uuid);

    asked.awaits("CREATED", "OPENED", "SIGNED");
  }

  @Test
  void manySocketsStandAtOnce() {
    List<Asked> all = IntStream.range(0, 60).mapToObj(_ -> fleet.ask("")).toList();
    all.forEach(Asked::watched);

    all.forEach(asked -> fleet.person("ada").reject(asked.payload()));

    all.forEach(asked -> asked.awaits("CREATED", "OPENED", "REJECTED"));
  }
}
