package dev.countersign.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TokenBarrierTest {
  @RegisterExtension static final Fleet fleet = Fleet.setup().start();

  @Test
  void aTokenThatSomebodyElseWroteIsUsedByTheCommandSentRightAfterwards() {
    fleet.ask("").awaits("CREATED");
    List<Asked> all = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      String user = fleet.newId();
      fleet.send(token(user, UUID.randomUUID().toString()));

      all.add(fleet.ask("'user':'" + user + "'"));
    }

    for (Asked asked : all) {
      asked.payload();
      assertThat(asked.events().getFirst().path("created").path("push_requested").asBoolean())
          .isTrue();
    }
  }

  @Test
  void aTokenThatSomebodyElseErasedIsNotUsedAnyMore() {
    String user = fleet.newId();
    fleet.send(token(user, UUID.randomUUID().toString()));
    fleet.send(
        new ProducerRecord<>(
            fleet.topics().userTokens(), ("default/" + user).getBytes(UTF_8), null));

    Asked asked = fleet.ask("'user':'" + user + "'");

    assertThat(asked.awaits("CREATED").path("created").path("push_requested").asBoolean(true))
        .isFalse();
  }

  @Test
  void aTokenRecordThatNobodyUnderstandsHoldsUpNothing() {
    fleet.send(
        new ProducerRecord<>(
            fleet.topics().userTokens(), "default/x".getBytes(UTF_8), "{".getBytes(UTF_8)));
    fleet.send(
        new ProducerRecord<>(
            fleet.topics().userTokens(), "no-slash".getBytes(UTF_8), "{}".getBytes(UTF_8)));

    fleet.ask("'user':'" + fleet.newId() + "'").awaits("CREATED");
  }

  private static ProducerRecord<byte[], byte[]> token(String user, String token) {
    String json =
        """
        {"application":"default","user":"%s","user_token":"%s","account":"rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe",
         "issued_at":"2026-03-01T12:00:00Z","expires_at":"2036-03-01T12:00:00Z"}
        """
            .formatted(user, token);
    return new ProducerRecord<>(
        fleet.topics().userTokens(), ("default/" + user).getBytes(UTF_8), json.getBytes(UTF_8));
  }
}
