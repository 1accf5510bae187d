package dev.countersign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.testing.Fleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventFeedTest {
  private final Fleet fleet = Fleet.setup().workers(0).start();

  @AfterEach
  void close() {
    fleet.close();
  }

  @Test
  void fromNowIsAllThatIsPublishedAfterItWasOpened() {
    publish("{\"request_id\":\"before\"}");
    try (EventFeed feed = EventFeed.fromNow(fleet.config(), fleet.newId())) {
      publish("{\"request_id\":\"after\"}");
      assertThat(read(feed, 1)).containsExactly("after");
    }
  }

  @Test
  void whatIsNoEventIsLeftOut() {
    publish("{\"request_id\":\"first\"}");
    publish("nonsense");
    publish("{\"request_id\":\"last\"}");
    try (EventFeed feed = EventFeed.fromBeginning(fleet.config(), fleet.newId())) {
      assertThat(read(feed, 2)).containsExactly("first", "last");
    }
  }

  private static List<String> read(EventFeed feed, int count) {
    List<String> read = new ArrayList<>();
    Fleet.await("events")
        .pollInSameThread()
        .until(
            () -> {
              for (JsonNode event : feed.poll(Duration.ofMillis(50))) {
                read.add(event.path("request_id").asText());
              }
              return read.size() >= count;
            });
    return read;
  }

  private void publish(String value) {
    fleet.send(new ProducerRecord<>(fleet.topics().events(), 0, null, value.getBytes(UTF_8)));
  }
}
