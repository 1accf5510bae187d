package dev.countersign.request;

import dev.countersign.request.RequestState.Chase;
import dev.countersign.request.RequestState.Ended;
import dev.countersign.request.RequestState.Lingering;
import dev.countersign.request.RequestState.LooseEnd;
import dev.countersign.request.RequestState.Search;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An ended request of which a webhook tells that it has a payload after all. It is read by its
 * identifier, and if it is the request's, it is looked after as any whose signature may come late
 * (CONTRACT §6.5).
 */
final class LooseEndRules {
  private final Settings settings;

  LooseEndRules(Settings settings) {
    this.settings = settings;
  }

  /** Another webhook while the first one's read is under way only adds what it tells. */
  Step webhook(Ended state, LooseEnd end, Signal.WebhookReceived webhook, Instant now) {
    Search under = end.search();
    Instant known = under == null ? null : under.tokenExpiresAt();
    Instant told = webhook.signed() ? webhook.tokenExpiresAt() : null;
    Instant tokenExpiresAt = told == null ? known : told;
    if (under != null && under.reads() == 0) {
      return Step.silent(state.with(end.with(new Search(0, under.readAt(), tokenExpiresAt))));
    }
    return find(state, end, 0, tokenExpiresAt, now);
  }

  /** It is due, or a new owner goes on with it. */
  Step again(Ended state, LooseEnd end, Search search, Instant now) {
    return find(state, end, search.reads(), search.tokenExpiresAt(), now);
  }

  private Step find(
      Ended state, LooseEnd end, int reads, @Nullable Instant tokenExpiresAt, Instant now) {
    Search search = new Search(reads, now.plus(settings.reconcileEvery()), tokenExpiresAt);
    return new Draft(state, now)
        .start(new Action.Find(state.subject(), end.ask()))
        .to(state.with(end.with(search)));
  }

  Step found(Ended state, LooseEnd end, Search search, Signal.Found found, Instant now) {
    if (!CreatingRules.isOf(state.subject(), found, end.begunAt(), true)) {
      // The identifier is somebody else's, so no payload of ours can have it.
      return Step.silent(state.with((LooseEnd) null));
    }
    PayloadView view = found.view();
    Instant expiresAt = view.expiresAt() == null ? state.endedAt() : view.expiresAt();
    Lingering again =
        new Lingering(
            state.subject(),
            state.sequence(),
            new Payload(
                view.uuid(),
                found.links(),
                expiresAt,
                new Asked(end.ask().template(), Map.of()),
                new Handover(end.ask().delivery(), view.pushed(), end.begunAt())),
            state.outcome(),
            state.endedAt(),
            null,
            null,
            new Chase(Chase.Goal.RESOLUTION, Via.WEBHOOK, now, 0),
            now,
            null,
            search.tokenExpiresAt());
    return LingeringRules.read(new LingeringDraft(again, settings, now), view, Via.WEBHOOK);
  }

  /** The webhook may precede what can be read, but not for long. */
  Step absent(Ended state, LooseEnd end, Search search, Instant now) {
    int reads = search.reads() + 1;
    boolean patient = reads < Timing.RESOLUTION_READS;
    Instant next = Timing.nextRead(now, state.subject().id(), reads);
    return Step.silent(
        state.with(end.with(patient ? new Search(reads, next, search.tokenExpiresAt()) : null)));
  }
}
