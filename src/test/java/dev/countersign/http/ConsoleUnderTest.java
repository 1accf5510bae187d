package dev.countersign.http;

import dev.countersign.config.HttpSettings;
import dev.countersign.config.Secret;
import dev.countersign.platform.Keyring;
import dev.countersign.platform.jwt.HttpDocuments;
import dev.countersign.platform.jwt.JwtVerifier;
import dev.countersign.testing.Web;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Routes of the console on a port, without a worker behind them. */
final class ConsoleUnderTest implements AutoCloseable {
  static final String TOKEN = "operator-token-of-the-test";
  static final String[] OPERATOR = {"authorization", "Bearer " + TOKEN};
  static final String FLEET = "fleet";

  final Vertx vertx = Vertx.vertx();
  final Vouchers vouchers;
  private final HttpEdge edge;

  ConsoleUnderTest(@Nullable String token, Function<Operators, List<Route>> routes) {
    this(token, (_, operators) -> routes.apply(operators));
  }

  ConsoleUnderTest(@Nullable String token, Routes routes) {
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
    Secret secret = token == null ? null : Secret.of(token);
    Keyring keyring = new Keyring(Map.of());
    JwtVerifier verifier =
        new JwtVerifier(
            keyring, URI.create("http://127.0.0.1:1"), new HttpDocuments(vertx), _ -> {});
    this.vouchers = new Vouchers(FLEET, secret, keyring, clock);
    Operators operators =
        new Operators(new Callers(secret, verifier, List.of(), clock), vouchers, FLEET);
    HttpSettings settings = new HttpSettings("127.0.0.1", 0, null, null, null, List.of());
    this.edge = EdgeUnderTest.await(HttpEdge.start(vertx, settings, routes.of(vertx, operators)));
  }

  /** Makes what is to be tried. */
  interface Routes {
    List<Route> of(Vertx vertx, Operators operators);
  }

  Web web() {
    return new Web("http://127.0.0.1:" + edge.port());
  }

  int port() {
    return edge.port();
  }

  @Override
  public void close() {
    EdgeUnderTest.await(vertx.close());
  }
}
