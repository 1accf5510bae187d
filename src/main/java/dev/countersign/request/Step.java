package dev.countersign.request;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows from one signal.
 *
 * @param next the next state; {@link RequestState.Unknown} means forget it
 * @param messages to other requests
 * @param rejection set when the record that brought the signal goes to the dead letters
 */
public record Step(
    RequestState next,
    List<Event> events,
    List<TokenNews> tokens,
    List<Action> actions,
    List<Message> messages,
    @Nullable Rejection rejection) {

  Step telling(Message message) {
    List<Message> all = new ArrayList<>(messages);
    all.add(message);
    return new Step(next, events, tokens, actions, List.copyOf(all), rejection);
  }

  Step to(RequestState other) {
    return new Step(other, events, tokens, actions, messages, rejection);
  }

  /** No news: the signal means nothing here, or only changes what is remembered. */
  static Step silent(RequestState state) {
    return new Step(state, List.of(), List.of(), List.of(), List.of(), null);
  }
}
