package dev.countersign.http;

import dev.countersign.platform.BoundedGet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks another worker of the fleet. The question names the fleet, and so must the answer: whatever
 * else may listen at an address that a worker had once says nothing about a request.
 */
final class Forwarder {
  /** Names the fleet; who gets a question with it does not ask anybody else. */
  static final String HOP = "countersign-hop";

  /** Of the question, which {@link Vouchers} are bound to. */
  static final String METHOD = "GET";

  private static final int LARGEST = 256 * 1024;
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final BoundedGet http;
  private final String fleet;

  /** The answer of another worker, to be passed on as it is. */
  record Reply(
      int status,
      String type,
      @Nullable String retryAfter,
      @Nullable String challenge,
      Buffer body) {}

  Forwarder(Vertx vertx, String fleet) {
    this.fleet = fleet;
    this.http =
        new BoundedGet(
            vertx,
            vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout((int) CONNECT.toMillis()),
                new PoolOptions().setHttp1MaxSize(32).setMaxWaitQueueSize(256)),
            PATIENCE,
            LARGEST);
  }

  /**
   * Fails, with a message for a person, unless a worker of the fleet has answered.
   *
   * @param voucher for who asks; credentials stay here
   */
  Future<Reply> ask(URI worker, String path, String voucher) {
    return http.get(URI.create(worker + path), Map.of(HOP, fleet, Vouchers.HEADER, voucher))
        .compose(this::ofTheFleet);
  }

  private Future<Reply> ofTheFleet(BoundedGet.Reply reply) {
    String type = reply.headers().get("content-type");
    if (!fleet.equals(reply.headers().get(HOP)) || type == null) {
      return Future.failedFuture("what listens there is no worker of this fleet");
    }
    return Future.succeededFuture(
        new Reply(
            reply.status(),
            type,
            reply.headers().get("retry-after"),
            reply.headers().get("www-authenticate"),
            reply.body()));
  }

  static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
