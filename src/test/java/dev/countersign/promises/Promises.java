package dev.countersign.promises;

import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import dev.countersign.request.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
   * @param rememberFor how long an ended request is remembered
   */
  public static List<Broken> broken(
      Collection<SignRequestEvent> events,
      Collection<Command> commands,
      Collection<PlatformPayload> payloads,
      Duration rememberFor) {
    List<Broken> broken = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    Map<String, List<SignRequestEvent>> told = new LinkedHashMap<>();
    for (SignRequestEvent event : events) {
      if (!ids.add(event.getEventId())) {
        broken.add(
            new Broken(
                Rule.EVENT_ONCE, event.getRequestId(), "event id twice: " + event.getType()));
      }
      told.computeIfAbsent(event.getRequestId(), _ -> new ArrayList<>()).add(event);
    }
    Map<String, Integer> redrives = redrives(commands);
    Map<String, Lives> lives = new LinkedHashMap<>();
    told.forEach(
        (id, all) -> {
          Lives its = new Lives(all, rememberFor);
          lives.put(id, its);
          its.check(id, broken);
          its.all()
              .forEach(life -> new Story(id, life, redrives.getOrDefault(id, 0), broken).check());
        });
    new Answers(lives, broken).check(commands);
    new Truth(lives, told, broken).check(payloads);
    return broken;
  }

  private static Map<String, Integer> redrives(Collection<Command> commands) {
    Map<String, Integer> redrives = new HashMap<>();
    for (Command command : commands) {
      boolean redriven =
          switch (command.signal()) {
            case Signal.CreateReceived create -> create.redriven();
            case Signal.InvalidReceived invalid -> invalid.redriven();
            default -> false;
          };
      if (redriven) {
        redrives.merge(command.requestId(), 1, Integer::sum);
      }
    }
    return redrives;
  }

  static List<SignRequestEventType> types(List<SignRequestEvent> told) {
    return told.stream().map(SignRequestEvent::getType).toList();
  }
}
