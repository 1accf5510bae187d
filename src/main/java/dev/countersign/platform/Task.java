package dev.countersign.platform;

import dev.countersign.request.Action;
import dev.countersign.request.Payload;
import dev.countersign.request.Signal;
import dev.countersign.request.Subject;
import dev.countersign.request.Via;
import dev.countersign.tracing.LogLine;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One action of one request until it has come to a signal. The same action started meanwhile does
 * not become a second call: it replaces the one that waits, or follows the one under way.
 */
final class Task implements Call<Signal> {
  private static final Logger log = LoggerFactory.getLogger(Task.class);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30));

  /** What a task reports to. */
  interface Desk {
    void enqueue(Task task);

    void finished(Task task, Signal signal);

    /** An answer came, and there will be another. */
    void deliver(Task task, Signal signal);
  }

  private final Key key;
  private final Subject subject;
  private final String application;
  private final XamanApi api;
  private final Turns turns;
  private final Desk desk;
  private final Instant begunAt;

  private Action action;
  private @Nullable Action next;
  private boolean underWay;
  private boolean dropped;
  private boolean complained;
  private int failures;
  private Timers.Timer timer = () -> {};

  /** A request has at most one task of a kind. */
  record Key(String requestId, Kind kind) {}

  /** Kinds of calls, in the order of {@link Call.Lane}. */
  enum Kind {
    READ(Lane.DECIDE),
    FIND(Lane.DECIDE),
    CANCEL(Lane.CANCEL),
    CREATE(Lane.CREATE),
    CHECK(Lane.CHECK),
    RECONCILE(Lane.RECONCILE);

    private final Lane lane;

    Kind(Lane lane) {
      this.lane = lane;
    }
  }

  Task(Key key, Subject subject, Action action, XamanApi api, Turns turns, Desk desk) {
    this.key = key;
    this.subject = subject;
    this.application = subject.application();
    this.action = action;
    this.api = api;
    this.turns = turns;
    this.begunAt = turns.now();
    this.desk = desk;
  }

  Key key() {
    return key;
  }

  /**
   * The same kind of action was started again. A read under way may have begun before whatever
   * caused this one, so another must follow; for the others its answer will do.
   */
  void again(Action another) {
    boolean answerWillDo =
        switch (key.kind()) {
          case READ, FIND, RECONCILE -> false;
          case CANCEL, CHECK -> another.equals(action);
          case CREATE -> true;
        };
    if (answerWillDo) {
      return;
    }
    if (underWay) {
      next = another;
      return;
    }
    Lane before = lane();
    action = another;
    if (lane() != before) {
      desk.enqueue(this);
    }
  }

  boolean isUnderWay() {
    return underWay;
  }

  /** Nobody waits for it any more. */
  void drop() {
    dropped = true;
    timer.cancel();
  }

  @Override
  public String application() {
    return application;
  }

  @Override
  public Subject subject() {
    return subject;
  }

  @Override
  public Lane lane() {
    boolean unhinted = action instanceof Action.Read read && !read.hinted();
    return unhinted ? Lane.READ : key.kind().lane;
  }

  @Override
  public String kind() {
    return switch (key.kind()) {
      case READ -> "read";
      case FIND -> "find";
      case CANCEL -> "cancel";
      case CREATE -> "create";
      case CHECK -> "check_token";
      case RECONCILE -> "reconcile";
    };
  }

  @Override
  public boolean isWanted() {
    return !dropped && !underWay;
  }

  @Override
  public boolean isOverdue() {
    return key.kind() == Kind.CREATE && turns.now().isAfter(begunAt.plus(Platform.PROMPT));
  }

  @Override
  public Future<Answer<Signal>> send() {
    underWay = true;
    return switch (action) {
      case Action.Create create ->
          api.create(create.subject(), create.ask(), create.token()).map(Task::widened);
      case Action.Find find -> api.findByIdentifier(find.subject(), find.ask()).map(Task::widened);
      case Action.Read read -> read(read.payload(), read.via());
      case Action.Reconcile reconcile -> read(reconcile.payload(), Via.RECONCILIATION);
      case Action.Cancel cancel -> api.cancel(application, cancel.uuid()).map(Task::widened);
      case Action.CheckToken check ->
          api.checkTokens(application, List.of(check.token()))
              .map(
                  answer ->
                      answer.map(
                          alive ->
                              new Signal.TokenChecked(
                                  check.token(), alive.contains(check.token()))));
      case Action.Verify _, Action.Watch _, Action.Unwatch _, Action.Settle _ ->
          throw new IllegalStateException("not a call: " + action);
    };
  }

  private Future<Answer<Signal>> read(Payload payload, Via via) {
    return api.read(application, payload)
        .map(answer -> answer.map(view -> new Signal.PayloadRead(view, via)));
  }

  private static Answer<Signal> widened(Answer<? extends Signal> answer) {
    return answer.map(signal -> signal);
  }

  @Override
  public void answered(Answer<Signal> answer) {
    underWay = false;
    if (dropped) {
      return;
    }
    Signal signal = Outcomes.of(action, answer);
    Action following = next;
    next = null;
    if (following != null) {
      action = following;
    }
    if (signal == null) {
      repeat(answer);
    } else if (following == null) {
      desk.finished(this, signal);
    } else {
      failures = 0;
      desk.deliver(this, signal);
      desk.enqueue(this);
    }
  }

  @Override
  public void notSent() {
    desk.finished(this, new Signal.CreateNotDone());
  }

  /** The gate holds back what is repeated at once; only where it stays open is there a wait. */
  private void repeat(Answer<Signal> answer) {
    switch (answer) {
      case Answer.Unauthorized<Signal> _, Answer.RateLimited<Signal> _ -> desk.enqueue(this);
      case Answer.Ok<Signal> _,
          Answer.NotFound<Signal> _,
          Answer.Conflict<Signal> _,
          Answer.Refused<Signal> _,
          Answer.Unclear<Signal> _ -> {
        complain(answer);
        timer = turns.after(BACKOFF, failures++, () -> desk.enqueue(this));
      }
    }
  }

  private void complain(Answer<Signal> answer) {
    if (answer instanceof Answer.Refused<Signal> refused && !complained) {
      complained = true;
      LogLine.about(log.atWarn(), subject)
          .addKeyValue("application", application)
          .addKeyValue("kind", kind())
          .addKeyValue("code", refused.code())
          .addKeyValue("reference", refused.reference())
          .addKeyValue("detail", refused.message())
          .log("the platform refuses a call that cannot be refused; it is repeated");
    }
  }
}
