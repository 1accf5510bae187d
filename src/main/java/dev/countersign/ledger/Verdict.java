package dev.countersign.ledger;

import dev.countersign.request.Inspection;
import dev.countersign.request.SignedTransaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What was found so far; used by one thread. */
final class Verdict {
  private final Set<String> mismatch = new TreeSet<>();
  private final List<String> doubts = new ArrayList<>();

  void mismatch(String name) {
    mismatch.add(name);
  }

  void mismatch(Collection<String> names) {
    mismatch.addAll(names);
  }

  void doubt(String reason) {
    doubts.add(reason);
  }

  /** What is known to be wrong counts more than what is not known. */
  Inspection of(SignedTransaction transaction) {
    return doubts.isEmpty() || !mismatch.isEmpty()
        ? new Inspection.Checked(transaction, List.copyOf(mismatch))
        : new Inspection.Unchecked(String.join("; ", doubts));
  }
}
