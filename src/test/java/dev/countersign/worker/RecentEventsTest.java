package dev.countersign.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Fleet;
import dev.countersign.wire.SchemaIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class RecentEventsTest {
  @RegisterExtension static final Fleet fleet = Fleet.setup().workers(0).start();

  private final RecentEvents events = new RecentEvents(Duration.ofMillis(10));
  private final AtomicInteger opened = new AtomicInteger();
  private final BlockingQueue<Thread> readers = new LinkedBlockingQueue<>();

  /** What somebody was told: events, and troubles with a mark. */
  private static final class Seen implements Onlooker {
    final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void events(List<String> json, long leftOut) {
      told.addAll(json);
      told.add("all");
    }

    @Override
    public void trouble(String why) {
      told.add("trouble: " + why);
    }

    List<String> untilAll() throws InterruptedException {
      List<String> seen = new ArrayList<>();
      for (String next = told.take(); !next.equals("all"); next = told.take()) {
        seen.add(next);
      }
      return seen;
    }
  }

  @AfterEach
  void close() {
    events.close();
  }

  private void open() {
    events.from(
        () -> {
          opened.incrementAndGet();
          readers.add(Thread.currentThread());
          return EventSource.open(fleet.config(), SchemaIds.none());
        });
  }

  private static String publish(String name) {
    String event = "{\"n\":\"" + name + "\"}";
    fleet.send(
        new ProducerRecord<>(
            fleet.topics().events(), 0, name.getBytes(UTF_8), event.getBytes(UTF_8)));
    return event;
  }

  @Test
  void theNewestComeFirstAndThenWhatIsPublished() throws InterruptedException {
    List<String> published = IntStream.range(0, 150).mapToObj(i -> publish("a" + i)).toList();
    open();
    Seen seen = new Seen();
    events.attach(seen);

    assertThat(seen.untilAll()).isEqualTo(published.subList(50, 150));
    String next = publish("next");
    assertThat(seen.untilAll()).containsExactly(next);
    Seen later = new Seen();
    events.attach(later);
    assertThat(later.untilAll()).hasSize(EventTail.MOST).endsWith(next);
    assertThat(opened).hasValue(1);
  }

  @Test
  void whatIsNoEventIsLeftOut() throws InterruptedException {
    open();
    Seen seen = new Seen();
    events.attach(seen);
    seen.untilAll();
    fleet.send(new ProducerRecord<>(fleet.topics().events(), 0, null, "no event".getBytes(UTF_8)));
    fleet.send(new ProducerRecord<>(fleet.topics().events(), 0, "deleted".getBytes(UTF_8), null));

    String event = publish("event");
    assertThat(seen.untilAll()).containsExactly(event);
  }

  @Test
  void itIsReadOnlyWhileSomebodyLooksOn() throws InterruptedException {
    open();
    assertThat(opened).hasValue(0);
    Seen one = new Seen();
    Seen two = new Seen();
    Runnable first = Objects.requireNonNull(events.attach(one));
    Runnable second = Objects.requireNonNull(events.attach(two));
    one.untilAll();
    two.untilAll();
    first.run();
    String event = publish("for one");
    assertThat(two.untilAll()).containsExactly(event);
    assertThat(one.told).isEmpty();
    second.run();
    readers.take().join();

    Seen again = new Seen();
    events.attach(again);
    assertThat(again.untilAll()).endsWith(event);
    assertThat(opened).hasValue(2);
  }

  @Test
  void troubleIsToldAndItGoesOnByItself() throws InterruptedException {
    events.from(
        () -> {
          if (opened.incrementAndGet() == 1) {
            throw new KafkaException("no answer from there");
          }
          return EventSource.open(fleet.config(), SchemaIds.none());
        });
    Seen seen = new Seen();
    events.attach(seen);

    assertThat(seen.told.take()).isEqualTo("trouble: no answer from there");
    String event = publish("after it");
    assertThat(seen.untilAll()).endsWith(event);
  }

  @Test
  void beforeTheStartAndAfterTheEndNobodyCanLookOn() throws InterruptedException {
    assertThat(events.attach(new Seen())).isNull();
    open();
    Seen seen = new Seen();
    events.attach(seen);
    seen.untilAll();
    events.close();

    readers.take().join();
    assertThat(events.attach(new Seen())).isNull();
    assertThat(seen.told.poll(0, TimeUnit.SECONDS)).isNull();
  }
}
