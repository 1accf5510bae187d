package dev.countersign.platform.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Against a real HTTP server that answers whatever the test says. */
class HttpDocumentsTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() throws Exception {
    done(vertx.close());
  }

  @Test
  void aDocumentIsReadAsItIs() throws Exception {
    URI address = serving(request -> request.response().end("{\"issuer\":\"ü\"}"));

    assertThat(read(address, Duration.ofSeconds(5)).result()).isEqualTo("{\"issuer\":\"ü\"}");
  }

  @Test
  void aDocumentOverTheLimitIsNotReadToItsEnd() throws Exception {
    URI address = serving(request -> request.response().end("x".repeat(HttpDocuments.LARGEST + 1)));

    assertThat(read(address, Duration.ofSeconds(5)).cause())
        .hasMessage(address + ": an answer of more than 65536 bytes");
  }

  @Test
  void aSilentHostIsGivenUp() throws Exception {
    URI address = serving(_ -> {});

    assertThat(read(address, Duration.ofMillis(50)).cause())
        .hasMessage(address + ": no answer within 50 ms");
  }

  @Test
  @ResourceLock(LogLines.CLIENT)
  void thatAReadIsGivenUpBeforeItIsSentIsNoErrorInTheLog() throws Exception {
    URI address = serving(_ -> {});
    HttpDocuments documents = new HttpDocuments(vertx, Duration.ofMillis(500));
    try (LogLines log = LogLines.of(LogLines.CLIENT)) {
      // More than there are connections.
      for (var read : Stream.generate(() -> documents.read(address)).limit(20).toList()) {
        done(read);
      }
      done(documents.read(address));

      assertThat(log.containing("ERROR")).isEmpty();
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    URI address =
        serving(
            request ->
                request
                    .response()
                    .setStatusCode(302)
                    .putHeader("location", "http://127.0.0.1:9/certs")
                    .end());

    assertThat(read(address, Duration.ofSeconds(5)).cause())
        .hasMessage(address + " answered HTTP 302");
  }

  @Test
  void aHostThatIsNotThereIsNamed() throws Exception {
    URI address = URI.create("http://127.0.0.1:9/certs");

    assertThat(read(address, Duration.ofSeconds(5)).cause()).hasMessageStartingWith(address + ": ");
  }

  private URI serving(Handler<HttpServerRequest> handler) throws Exception {
    HttpServer server =
        done(vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1")).result();
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/certs");
  }

  private Future<String> read(URI address, Duration limit) throws Exception {
    return done(new HttpDocuments(vertx, limit).read(address));
  }

  private static <T> Future<T> done(Future<T> future) throws Exception {
    future
        .map(_ -> true)
        .otherwise(false)
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
    return future;
  }
}
