package dev.countersign.sandbox;

import java.util.ArrayDeque;
import java.util.List;

/** The newest calls; old ones make room so that a benchmark cannot fill the memory. */
final class CallLog {
  private static final int KEPT = 200_000;

  private final ArrayDeque<Call> calls = new ArrayDeque<>();

  void add(Call call) {
    if (calls.size() == KEPT) {
      calls.removeFirst();
    }
    calls.addLast(call);
  }

  List<Call> all() {
    return List.copyOf(calls);
  }

  void clear() {
    calls.clear();
  }
}
