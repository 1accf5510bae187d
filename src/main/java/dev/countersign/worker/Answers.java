package dev.countersign.worker;

import dev.countersign.request.RequestState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a viewer is told by a partition's owner. */
final class Answers {
  private Answers() {}

  static Look of(@Nullable OwnedPartition partition, String requestId, Viewer viewer) {
    if (partition == null) {
      return new Look.Elsewhere();
    }
    if (!partition.restored) {
      return new Look.Unsure("the request's partition is being taken over by this worker");
    }
    RequestState state = partition.state(requestId);
    return switch (viewer) {
      case Viewer.Operator _ -> {
        String held = partition.held.get(requestId);
        if (held != null) {
          yield new Look.Unsure("this worker cannot read the request: " + held);
        }
        yield state instanceof RequestState.Unknown
            ? new Look.Absent()
            : new Look.Seen(RequestDocument.of(requestId, state));
      }
      case Viewer.Person person -> {
        if (concerns(state, person)) {
          yield new Look.Seen(RequestDocument.of(requestId, state));
        }
        // Whose the held ones are is not known, so none of the absent is told apart from them.
        yield partition.held.isEmpty()
            ? new Look.Absent()
            : new Look.Unsure("a newer release wrote requests that this worker cannot read");
      }
    };
  }

  /** It was addressed to the person, or they signed it. */
  private static boolean concerns(RequestState state, Viewer.Person person) {
    return state instanceof RequestState.Known known
        && known.subject().application().equals(person.application())
        && (Objects.equals(known.subject().expect().account(), person.account())
            || isSigner(known, person));
  }

  private static boolean isSigner(RequestState.Known known, Viewer.Person person) {
    RequestState.Signature signature =
        switch (known) {
          case RequestState.Settling settling -> settling.signature();
          case RequestState.Ended ended -> ended.signature();
          case RequestState.Replacing _,
              RequestState.Queued _,
              RequestState.Creating _,
              RequestState.Open _,
              RequestState.Lingering _ ->
              null;
        };
    return signature != null && signature.account().equals(person.account());
  }
}
