package dev.countersign.ledger;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the nodes of each network. May be called on any thread; every future succeeds, on the
 * context, and whatever goes wrong on the way is an answer without knowledge.
 */
public final class LedgerReader {
  private static final Logger log = LoggerFactory.getLogger(LedgerReader.class);

  private final Context context;
  private final Map<String, NetworkReader> networks;
  private volatile boolean closed;

  /**
   * @param clock not set back by anybody
   */
  public LedgerReader(
      Vertx vertx,
      Context context,
      InstantSource clock,
      RandomGenerator random,
      Collection<NetworkNodes> networks) {
    this(vertx, context, clock, random, networks, Patience.USUAL);
  }

  LedgerReader(
      Vertx vertx,
      Context context,
      InstantSource clock,
      RandomGenerator random,
      Collection<NetworkNodes> networks,
      Patience patience) {
    this.context = context;
    this.networks =
        networks.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    NetworkNodes::network,
                    nodes -> network(vertx, clock, random, patience, nodes)));
  }

  private static NetworkReader network(
      Vertx vertx,
      InstantSource clock,
      RandomGenerator random,
      Patience patience,
      NetworkNodes nodes) {
    List<Node> made =
        nodes.urls().stream()
            .map(
                url ->
                    new Node(
                        NetworkNodes.origin(url),
                        nodes.id(),
                        link(vertx, url, patience),
                        vertx,
                        clock,
                        random,
                        patience))
            .toList();
    return new NetworkReader(made);
  }

  private static Link link(Vertx vertx, URI url, Patience patience) {
    return url.getScheme().startsWith("ws")
        ? new SocketLink(vertx, url, patience.answer())
        : new HttpLink(vertx, url, patience.answer());
  }

  /** Whether there is anybody to ask. */
  public boolean reads(String network) {
    return networks.containsKey(network);
  }

  /** What has become of a transaction. */
  public Future<Fate> fate(String network, Question question) {
    if (!question.hasHash()) {
      return Future.succeededFuture(new Fate.Unknown("the txid is not 64 hex digits"));
    }
    return ask(network, reader -> reader.fate(question), Fate.Unknown::new);
  }

  /** How far the network is: where a LastLedgerSequence is counted from. */
  public Future<Height> height(String network) {
    return ask(network, NetworkReader::height, Height.Unknown::new);
  }

  private <T> Future<T> ask(
      String network,
      Function<NetworkReader, Future<T>> question,
      Function<String, ? extends T> unknown) {
    NetworkReader reader = networks.get(network);
    if (reader == null) {
      return Future.succeededFuture(unknown.apply("no nodes are configured for " + network));
    }
    Promise<T> promise = Promise.promise();
    context.runOnContext(_ -> begun(() -> question.apply(reader)).onComplete(promise));
    return promise.future().otherwise(failure -> broken(failure, unknown));
  }

  private <T> Future<T> begun(Supplier<Future<T>> question) {
    if (closed) {
      return Future.failedFuture(new ClosedException());
    }
    try {
      return question.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private static <T> T broken(Throwable failure, Function<String, ? extends T> unknown) {
    if (!(failure instanceof ClosedException)) {
      log.atError().setCause(failure).log("a question to the ledger broke");
    }
    return unknown.apply(String.valueOf(failure.getMessage()));
  }

  public Future<Void> close() {
    Promise<Void> promise = Promise.promise();
    context.runOnContext(
        _ -> {
          closed = true;
          Future.all(networks.values().stream().map(NetworkReader::close).toList())
              .<Void>mapEmpty()
              .onComplete(promise);
        });
    return promise.future();
  }

  private static final class ClosedException extends RuntimeException {
    private ClosedException() {
      super("the reader is closed", null, false, false);
    }
  }
}
