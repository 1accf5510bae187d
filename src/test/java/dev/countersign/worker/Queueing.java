package dev.countersign.worker;

import dev.countersign.request.Ask;
import dev.countersign.request.DeferralReason;
import dev.countersign.request.Expectation;
import dev.countersign.request.RequestState;
import dev.countersign.request.Subject;
import dev.countersign.request.Trace;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request that is to wait; whatever a test does not say is ordinary. */
record Queueing(
    String id,
    String application,
    @Nullable String user,
    Ask.Priority priority,
    @Nullable Instant notAfter,
    Instant arrival,
    Set<DeferralReason> told) {
  static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

  static Queueing request(String id) {
    return new Queueing(id, "default", null, Ask.Priority.NORMAL, null, T0, Set.of());
  }

  Queueing to(String application) {
    return new Queueing(id, application, user, priority, notAfter, arrival, told);
  }

  Queueing of(String user) {
    return new Queueing(id, application, user, priority, notAfter, arrival, told);
  }

  Queueing with(Ask.Priority priority) {
    return new Queueing(id, application, user, priority, notAfter, arrival, told);
  }

  Queueing notAfter(Instant moment) {
    return new Queueing(id, application, user, priority, moment, arrival, told);
  }

  Queueing arrivedAt(Instant moment) {
    return new Queueing(id, application, user, priority, notAfter, moment, told);
  }

  Queueing wasTold(DeferralReason reason) {
    return new Queueing(id, application, user, priority, notAfter, arrival, Set.of(reason));
  }

  RequestState.Queued state() {
    Subject subject =
        new Subject(
            id,
            application,
            user,
            "SignIn",
            Map.of(),
            Trace.NONE,
            "fingerprint",
            Expectation.NONE,
            arrival,
            null);
    Ask ask =
        new Ask(
            new Ask.Template.TxJson("{\"TransactionType\":\"SignIn\"}"),
            Ask.Options.NONE,
            null,
            null,
            null,
            null,
            Ask.Delivery.AUTO,
            priority,
            notAfter);
    return new RequestState.Queued(subject, 0, ask, 0, null, told);
  }

  /** One that has begun to wait when it arrived, as the {@code number}th. */
  Waiting waiting(long number) {
    return new Waiting(state(), 0, 0, arrival, number);
  }
}
