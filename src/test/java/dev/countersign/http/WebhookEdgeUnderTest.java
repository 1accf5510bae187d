package dev.countersign.http;

import static dev.countersign.testing.WebhookForge.CALL;
import static dev.countersign.testing.WebhookForge.PAYLOAD;

import dev.countersign.config.Secret;
import dev.countersign.platform.Credentials;
import dev.countersign.platform.Keyring;
import dev.countersign.platform.webhook.Webhook;
import dev.countersign.platform.webhook.WebhookVerifier;
import dev.countersign.testing.WebhookForge;
import dev.countersign.worker.WebhookInbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** The address for webhooks with one application, and an inbox whose answers a test decides. */
final class WebhookEdgeUnderTest implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final String KEY = "5a4db0c5-0000-4000-8000-000000000001";
  static final String SECRET = "5a4db0c5-0000-4000-8000-000000000002";
  static final String BODY = WebhookForge.body(KEY, PAYLOAD, "order-42", CALL);
  static final int ROOM = 256 * 1024;

  final HttpClient client = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Bodies bodies;
  final RecentWebhooks recent = new RecentWebhooks();
  final Kafka kafka = new Kafka();
  private final WebhookEdge edge;
  private final HttpServer server;

  /**
   * @param patience with a body that does not come
   */
  WebhookEdgeUnderTest(Duration patience) {
    this.bodies = new Bodies(vertx, WebhookEdge.LONGEST, patience, ROOM);
    Keyring keyring = new Keyring(Map.of("shop", new Credentials(KEY, Secret.of(SECRET), null)));
    this.edge =
        new WebhookEdge(
            vertx, new WebhookVerifier(keyring, () -> NOW), kafka, meters, bodies, recent);
    this.server = listen();
  }

  /** The port to the inbox. */
  static final class Kafka implements WebhookInbox {
    final List<Webhook> puts = new CopyOnWriteArrayList<>();
    volatile CompletionStage<Taken> answer = CompletableFuture.completedFuture(Taken.WRITTEN);

    @Override
    public CompletionStage<Taken> put(String application, Webhook webhook) {
      puts.add(webhook);
      return answer;
    }
  }

  private HttpServer listen() {
    return vertx
        .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
        .requestHandler(
            request ->
                edge.handle(
                    new Exchange(vertx, request, ""),
                    request.path().substring("/webhooks/".length())))
        .listen(0, "127.0.0.1")
        .await();
  }

  int port() {
    return server.actualPort();
  }

  HttpRequest.Builder request(String application) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + port() + "/webhooks/" + application));
  }

  HttpRequest.Builder signed(String body) {
    return request("shop").headers(signature(body));
  }

  /** Names and values. */
  static String[] signature(String body) {
    return new String[] {
      "x-xumm-payload", PAYLOAD,
      "x-xumm-request-timestamp", Long.toString(NOW.getEpochSecond()),
      "x-xumm-request-signature", WebhookForge.sign(SECRET, NOW, body)
    };
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString()).join();
  }

  HttpResponse<String> post(String body) {
    return send(signed(body).POST(BodyPublishers.ofString(body)));
  }

  double counted(String application, String outcome) {
    return meters
        .get("countersign.webhooks")
        .tags("application", application, "outcome", outcome)
        .counter()
        .count();
  }

  @Override
  public void close() {
    client.close();
    vertx.close().await();
  }
}
