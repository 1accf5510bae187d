package dev.countersign.platform;

import dev.countersign.request.Action;
import dev.countersign.request.Signal;
import dev.countersign.request.Subject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** The actions under way that are calls: at most one of a kind for a request. */
final class Tasks implements Task.Desk {
  private final Turns turns;
  private final XamanApi api;
  private final CallQueue queue;
  private final PlatformListener listener;
  private final BiConsumer<Subject, Signal.Created> onCreated;
  private final Map<Task.Key, Task> running = new HashMap<>();

  Tasks(
      Turns turns,
      XamanApi api,
      CallQueue queue,
      PlatformListener listener,
      BiConsumer<Subject, Signal.Created> onCreated) {
    this.turns = turns;
    this.api = api;
    this.queue = queue;
    this.listener = listener;
    this.onCreated = onCreated;
  }

  void start(Subject subject, Task.Kind kind, Action action) {
    String requestId = subject.id();
    if (kind == Task.Kind.RECONCILE && isReadAhead(requestId)) {
      return;
    }
    if (kind == Task.Kind.READ) {
      drop(requestId, Task.Kind.RECONCILE);
    }
    Task.Key key = new Task.Key(requestId, kind);
    Task known = running.get(key);
    if (known != null) {
      known.again(action);
      return;
    }
    Task task = new Task(key, subject, action, api, turns, this);
    running.put(key, task);
    enqueue(task);
  }

  void drop(String requestId) {
    for (Task.Kind kind : Task.Kind.values()) {
      drop(requestId, kind);
    }
  }

  void drop(String requestId, Task.Kind kind) {
    Task task = running.remove(new Task.Key(requestId, kind));
    if (task != null) {
      task.drop();
    }
  }

  /** A read that is still to be sent shows whatever a reconciliation would. */
  private boolean isReadAhead(String requestId) {
    Task read = running.get(new Task.Key(requestId, Task.Kind.READ));
    return read != null && !read.isUnderWay();
  }

  @Override
  public void enqueue(Task task) {
    queue.add(task);
  }

  @Override
  public void finished(Task task, Signal signal) {
    running.remove(task.key());
    if (signal instanceof Signal.Created created) {
      onCreated.accept(task.subject(), created);
    }
    deliver(task, signal);
  }

  @Override
  public void deliver(Task task, Signal signal) {
    listener.signal(task.key().requestId(), signal);
  }
}
