package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What listens at an address that a worker of the fleet has, or had. */
class ForwarderTest {
  private final Vertx vertx = Vertx.vertx();
  private final Forwarder forwarder = new Forwarder(vertx, "fleet-1");

  @AfterEach
  void close() {
    EdgeUnderTest.await(vertx.close());
  }

  private URI listening(Handler<HttpServerRequest> handler) {
    HttpServer server =
        EdgeUnderTest.await(
            vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1"));
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private Forwarder.Reply asked(URI worker) {
    return EdgeUnderTest.await(forwarder.ask(worker, "/api/requests/r-1", "a word"));
  }

  @Test
  void aWorkerOfTheFleetIsAskedWithAWordForWhoAsks() {
    URI worker =
        listening(
            request ->
                request
                    .response()
                    .putHeader(Forwarder.HOP, request.getHeader(Forwarder.HOP))
                    .putHeader("content-type", "text/plain")
                    .putHeader("retry-after", "7")
                    .setStatusCode(503)
                    .end(request.path() + " " + request.getHeader(Vouchers.HEADER)));

    Forwarder.Reply reply = asked(worker);

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.type()).isEqualTo("text/plain");
    assertThat(reply.retryAfter()).isEqualTo("7");
    assertThat(reply.body()).hasToString("/api/requests/r-1 a word");
  }

  @Test
  void somethingElseThatAnswersIsNoAnswer() {
    URI stranger =
        listening(
            request ->
                request
                    .response()
                    .putHeader("content-type", "text/plain")
                    .setStatusCode(404)
                    .end("not here"));

    assertThatThrownBy(() -> asked(stranger)).hasStackTraceContaining("no worker of this fleet");
  }

  @Test
  void aWorkerOfAnotherFleetIsNoAnswer() {
    URI other =
        listening(
            request ->
                request
                    .response()
                    .putHeader(Forwarder.HOP, "fleet-2")
                    .putHeader("content-type", "text/plain")
                    .end("mine"));

    assertThatThrownBy(() -> asked(other)).hasStackTraceContaining("no worker of this fleet");
  }

  @Test
  void noQuestionFollowsARedirect() {
    URI elsewhere = listening(request -> request.response().end("got it"));
    URI worker =
        listening(
            request ->
                request
                    .response()
                    .putHeader(Forwarder.HOP, "fleet-1")
                    .putHeader("content-type", "text/plain")
                    .putHeader("location", elsewhere.toString())
                    .setStatusCode(307)
                    .end());

    assertThat(asked(worker).status()).isEqualTo(307);
  }

  @Test
  void anEndlessAnswerIsGivenUp() {
    String much = "x".repeat(300_000);
    URI worker =
        listening(
            request ->
                request
                    .response()
                    .putHeader(Forwarder.HOP, "fleet-1")
                    .putHeader("content-type", "text/plain")
                    .end(much));

    assertThatThrownBy(() -> asked(worker)).hasStackTraceContaining("more than 262144 bytes");
  }

  @Test
  void whereNothingListensThereIsNoAnswer() {
    URI gone = listening(request -> request.connection().close());

    assertThatThrownBy(() -> asked(gone)).hasMessageContaining("HttpClosedException");
  }

  @Test
  void aWorkerThatIsSilentIsNotWaitedForLong() {
    URI frozen = listening(_ -> {});

    assertThatThrownBy(() -> asked(frozen)).hasStackTraceContaining("no answer within 4000 ms");
  }
}
