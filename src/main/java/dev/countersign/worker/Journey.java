package dev.countersign.worker;

import dev.countersign.request.Ask;
import dev.countersign.request.Event;
import dev.countersign.request.Handover;
import dev.countersign.request.RequestState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a request had come before each event of a turn, by its state and the events before. */
final class Journey {
  static final String UNKNOWN = "unknown";

  private final @Nullable Handover handover;
  private final Ask.@Nullable Delivery delivery;
  private @Nullable Instant openedAt;
  private @Nullable Instant signedAt;

  private Journey(@Nullable Handover handover, Ask.@Nullable Delivery delivery) {
    this.handover = handover;
    this.delivery = delivery;
  }

  static Journey of(RequestState before, RequestState after) {
    Handover handover = handover(after);
    Ask ask = ask(before) == null ? ask(after) : ask(before);
    Journey journey =
        new Journey(
            handover == null ? handover(before) : handover, ask == null ? null : ask.delivery());
    if (before instanceof RequestState.Open open) {
      journey.openedAt = open.openedAt();
    } else if (before instanceof RequestState.Settling settling) {
      journey.signedAt = settling.signedAt();
    }
    return journey;
  }

  private static @Nullable Handover handover(RequestState state) {
    return switch (state) {
      case RequestState.WithPayload known -> known.payload().handover();
      case RequestState.Settling settling -> settling.handover();
      case RequestState.Unknown _,
          RequestState.CancelAhead _,
          RequestState.Replacing _,
          RequestState.Queued _,
          RequestState.Creating _,
          RequestState.Ended _ ->
          null;
    };
  }

  private static @Nullable Ask ask(RequestState state) {
    return switch (state) {
      case RequestState.Replacing replacing -> replacing.ask();
      case RequestState.Queued queued -> queued.ask();
      case RequestState.Creating creating -> creating.ask();
      case RequestState.WithPayload _,
          RequestState.Unknown _,
          RequestState.CancelAhead _,
          RequestState.Settling _,
          RequestState.Ended _ ->
          null;
    };
  }

  /** What happens next is later than this. */
  void passed(Event event) {
    if (event.type() == Event.Type.OPENED) {
      openedAt = event.occurredAt();
    } else if (event.type() == Event.Type.SIGNED) {
      signedAt = event.observedAt();
    }
  }

  String delivery() {
    if (handover != null) {
      return handover.delivery().name();
    }
    return delivery == null ? UNKNOWN : delivery.name();
  }

  String channel(Event event) {
    if (event.payloadUuid() == null) {
      return "none";
    }
    if (event.detail() instanceof Event.Detail.Creation creation) {
      return channel(creation.pushAccepted());
    }
    return handover == null ? UNKNOWN : channel(handover.pushed());
  }

  private static String channel(boolean pushed) {
    return pushed ? "push" : "qr";
  }

  @Nullable Instant createdAt() {
    return handover == null ? null : handover.createdAt();
  }

  @Nullable Instant openedAt() {
    return openedAt;
  }

  @Nullable Instant signedAt() {
    return signedAt;
  }
}
