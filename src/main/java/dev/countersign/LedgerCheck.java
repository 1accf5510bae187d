package dev.countersign;

import dev.countersign.config.LedgerSettings;
import dev.countersign.ledger.Height;
import dev.countersign.ledger.LedgerReader;
import dev.countersign.ledger.NetworkNodes;
import dev.countersign.platform.SteadyClock;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;

/** Whether the nodes that settlement is read from answer, and are of the right network. */
final class LedgerCheck implements Check {
  private final LedgerSettings settings;
  private final Vertx vertx;

  LedgerCheck(LedgerSettings settings, Vertx vertx) {
    this.settings = settings;
    this.vertx = vertx;
  }

  @Override
  public void look(Findings findings) throws InterruptedException {
    if (settings.networks().isEmpty()) {
      findings.ok("no ledger is configured: SIGNED ends a request, and nothing tells of payment");
    }
    for (var entry : new TreeMap<>(settings.networks()).entrySet()) {
      look(entry.getKey(), entry.getValue(), findings);
    }
  }

  private void look(String network, LedgerSettings.Network nodes, Findings findings)
      throws InterruptedException {
    int answering = 0;
    for (URI url : nodes.urls()) {
      String name = "ledger %s: %s://%s".formatted(network, url.getScheme(), url.getAuthority());
      switch (height(network, nodes.id(), url)) {
        case Height.At(long index) -> {
          answering++;
          findings.ok(name + " is at ledger " + index);
        }
        case Height.Unknown(String reason) -> findings.warn(name + ": " + reason);
      }
    }
    if (answering == 0) {
      findings.fail(
          Exit.UNAVAILABLE,
          "ledger %s: no node can be read, so what is signed there stays unsettled; check %s"
              .formatted(network, "countersign.ledger." + network + ".urls"));
    }
  }

  private Height height(String network, long id, URI url) throws InterruptedException {
    LedgerReader reader =
        new LedgerReader(
            vertx,
            vertx.getOrCreateContext(),
            new SteadyClock(),
            RandomGenerator.getDefault(),
            List.of(new NetworkNodes(network, id, List.of(url))));
    try {
      return reader.height(network).toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      return new Height.Unknown(String.valueOf(e.getCause()));
    } finally {
      reader.close();
    }
  }
}
