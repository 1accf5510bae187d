package dev.countersign.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.URI;
import java.util.Base64;

/** What companies put before a registry: TLS and a login. It can be shut. */
final class RegistryGate implements AutoCloseable {
  static final String USERNAME = "fleet";
  static final String PASSWORD = "gate-5e1f";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();
  private final SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
  private final URI registry;
  private final int port;
  private volatile boolean shut;
  private volatile boolean hangs;

  RegistryGate(URI registry) {
    this.registry = registry;
    this.port =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setKeyCertOptions(certificate.keyCertOptions()))
            .requestHandler(this::handle)
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
  }

  URI url() {
    return URI.create("https://localhost:" + port + registry.getPath());
  }

  String certificate() {
    return certificate.certificatePath();
  }

  /** Takes questions, and does not answer. */
  void hang() {
    hangs = true;
  }

  void shut(boolean shut) {
    this.shut = shut;
  }

  private void handle(HttpServerRequest request) {
    String expected =
        "Basic " + Base64.getEncoder().encodeToString((USERNAME + ':' + PASSWORD).getBytes(UTF_8));
    if (hangs) {
      return;
    }
    if (shut) {
      request.connection().close();
    } else if (!expected.equals(request.getHeader("authorization"))) {
      request.response().setStatusCode(401).end("{\"error_code\":401}");
    } else {
      request
          .body()
          .compose(body -> pass(request, body))
          .onFailure(_ -> request.response().reset());
    }
  }

  private Future<Void> pass(HttpServerRequest request, Buffer body) {
    return client
        .request(request.method(), registry.getPort(), registry.getHost(), request.uri())
        .compose(onward -> send(request, onward, body))
        .compose(
            answer ->
                answer
                    .body()
                    .compose(
                        content ->
                            request.response().setStatusCode(answer.statusCode()).end(content)));
  }

  private static Future<HttpClientResponse> send(
      HttpServerRequest request, HttpClientRequest onward, Buffer body) {
    String type = request.getHeader("content-type");
    if (type != null) {
      onward.putHeader("content-type", type);
    }
    return onward.send(body);
  }

  @Override
  public void close() {
    vertx.close().await();
    certificate.delete();
  }
}
