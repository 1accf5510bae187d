package dev.countersign.ledger;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The nodes of one network, asked one after the other until one knows. Confined to one context. */
final class NetworkReader {
  private final List<Node> nodes;

  NetworkReader(List<Node> nodes) {
    this.nodes = nodes;
  }

  Future<Fate> fate(Question question) {
    return fate(question, 0, null, new ArrayList<>());
  }

  /**
   * @param best what an earlier node said that does not know all of it
   */
  private Future<Fate> fate(
      Question question, int index, @Nullable Fate best, List<String> reasons) {
    if (index == nodes.size()) {
      return Future.succeededFuture(
          best != null ? best : new Fate.Unknown(String.join("; ", reasons)));
    }
    Node node = nodes.get(index);
    String unavailable = node.unavailable();
    Future<Finding> asked =
        unavailable == null
            ? new Inquiry(node, question).run()
            : Future.succeededFuture(Finding.unknown(unavailable));
    return asked.compose(
        finding -> {
          if (finding.enough()) {
            return Future.succeededFuture(finding.fate());
          }
          if (finding.fate() instanceof Fate.Unknown(String reason)) {
            reasons.add(node.name() + ": " + reason);
          }
          return fate(question, index + 1, better(best, finding.fate()), reasons);
        });
  }

  private static @Nullable Fate better(@Nullable Fate best, Fate found) {
    return switch (found) {
      case Fate.Validated _ -> found;
      case Fate.NotYet _ -> best instanceof Fate.Validated ? best : found;
      case Fate.Never _, Fate.Unknown _ -> best;
    };
  }

  Future<Height> height() {
    return height(0, new ArrayList<>());
  }

  private Future<Height> height(int index, List<String> reasons) {
    if (index == nodes.size()) {
      return Future.succeededFuture(new Height.Unknown(String.join("; ", reasons)));
    }
    Node node = nodes.get(index);
    String unavailable = node.unavailable();
    Future<Standing> asked =
        unavailable == null
            ? node.standing()
            : Future.succeededFuture(new Standing.Trouble(unavailable));
    return asked.compose(
        standing ->
            switch (standing) {
              case Standing.Known known -> {
                node.served();
                yield Future.succeededFuture(new Height.At(known.validatedIndex()));
              }
              case Standing.Trouble(String reason) -> {
                reasons.add(node.name() + ": " + reason);
                yield height(index + 1, reasons);
              }
            });
  }

  Future<Void> close() {
    return Future.all(nodes.stream().map(Node::close).toList()).mapEmpty();
  }
}
