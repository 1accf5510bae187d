package dev.countersign.request;

import org.jspecify.annotations.Nullable;

/**
 * What is to be done at the platform or at the ledger for a request. Started only after the state
 * that asks for it is committed, and safe to start again.
 */
public sealed interface Action {

  /** POST the payload once. {@code token} null: no push. */
  record Create(Subject subject, Ask ask, @Nullable UserToken token) implements Action {}

  /** Find out whether the bearer is acceptable, until that can be told. */
  record Verify(Subject subject, Ask ask, Bearer bearer) implements Action {}

  /** Read by identifier until the platform says found or absent. */
  record Find(Subject subject, Ask ask) implements Action {}

  /**
   * Read by uuid until the platform answers; {@code via} is echoed in the answer. {@code hinted}:
   * something says that it was resolved, so it goes before everything else.
   */
  record Read(Payload payload, Via via, boolean hinted) implements Action {
    public Read(Payload payload, Via via) {
      this(payload, via, via != Via.RECONCILIATION);
    }
  }

  /**
   * Read by uuid once there are calls to spare: a frame may have been missed. Answered like a
   * {@link Read} with {@link Via#RECONCILIATION}; dropped when the request is no longer watched.
   */
  record Reconcile(Payload payload) implements Action {}

  /** Cancel until the platform answers. */
  record Cancel(String uuid) implements Action {}

  /**
   * Hold a status socket. {@code fresh}: the payload was made just now, so that no frame can have
   * been missed.
   */
  record Watch(Payload payload, boolean opened, boolean fresh) implements Action {}

  /** Close the status socket. */
  record Unwatch() implements Action {}

  /** Ask whether a token is alive. */
  record CheckToken(UserToken token) implements Action {}

  /** Ask the ledger what has become of a transaction, once. */
  record Settle(Transaction transaction) implements Action {}
}
