package dev.countersign.platform;

import dev.countersign.request.Subject;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** A call that waits for its turn or is under way. */
interface Call<T> {

  /** Order of what waits: first what decides, last what can wait. */
  enum Lane {
    DECIDE,
    CANCEL,
    CREATE,
    /** Exchanges of one-time tokens, which strangers ask for. */
    SESSION,
    /** Reads that nothing hints at: deadlines. They have a share of their own. */
    READ,
    CHECK,
    /** Only where there are calls to spare. */
    RECONCILE,
    /** Pings that find out whether a closed application can be called again. */
    PROBE
  }

  String application();

  /** Whose request it is for; null: nobody's. */
  default @Nullable Subject subject() {
    return null;
  }

  Lane lane();

  /** Name in metrics. */
  String kind();

  /** False once nobody waits for the answer any more; then it is not sent. */
  boolean isWanted();

  /** Has waited for so long that it must not be sent any more; {@link #notSent} is told. */
  default boolean isOverdue() {
    return false;
  }

  Future<Answer<T>> send();

  void answered(Answer<T> answer);

  /** The application is not called for now. Creates and sessions are told; all else waits. */
  void notSent();
}
