package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.worker.RecentEvents;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Of a worker that has not started, and so has no events yet. */
class EventPageTest {
  private static final ConsoleUnderTest CONSOLE =
      new ConsoleUnderTest(ConsoleUnderTest.TOKEN, EventPageTest::routes);

  private static List<Route> routes(Vertx vertx, Operators operators) {
    return List.of(new EventPage(vertx, operators, new RecentEvents()).route());
  }

  @AfterAll
  static void close() {
    CONSOLE.close();
  }

  @Test
  void aWorkerThatIsStartingSaysSoAndEndsTheStream() {
    HttpResponse<String> answer = CONSOLE.web().get("/api/events", ConsoleUnderTest.OPERATOR);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("event: trouble\ndata: {\"why\":\"the worker is starting");
  }

  @Test
  void headIsTheTypeAlone() {
    HttpResponse<String> head =
        CONSOLE.web().send("HEAD", "/api/events", ConsoleUnderTest.OPERATOR);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("content-type"))
        .hasValue("text/event-stream; charset=utf-8");
  }

  @Test
  void whoIsNotTheOperatorIsToldNothing() {
    assertThat(CONSOLE.web().get("/api/events").statusCode()).isEqualTo(401);
  }
}
