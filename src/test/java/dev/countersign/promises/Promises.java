package dev.countersign.promises;

import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The reckoning, once there is nothing more to come. */
public final class Promises {
  private Promises() {}

  /**
   * Which promises were not kept.
   *
   * @param events as committed; those of one request in their order
   * @param commands those of one request in their order
   * @param payloads all that were made for these commands
   */
  public static List<Broken> broken(
      Collection<SignRequestEvent> events,
      Collection<Command> commands,
      Collection<PlatformPayload> payloads) {
    List<Broken> broken = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    Map<String, List<SignRequestEvent>> told = new LinkedHashMap<>();
    for (SignRequestEvent event : events) {
      if (!ids.add(event.getEventId())) {
        broken.add(new Broken(event.getRequestId(), "event id twice: " + event.getType()));
      }
      told.computeIfAbsent(event.getRequestId(), _ -> new ArrayList<>()).add(event);
    }
    told.forEach((id, all) -> new Story(id, all, broken).check());
    new Answers(told, broken).check(commands);
    new Truth(told, broken).check(payloads);
    return broken;
  }

  static List<SignRequestEventType> types(List<SignRequestEvent> told) {
    return told.stream().map(SignRequestEvent::getType).toList();
  }
}
