package dev.countersign.config;

import java.util.List;

/** The names of a fleet's topics (CONTRACT §2). */
public record Topics(
    String commands,
    String events,
    String userTokens,
    String deadLetters,
    String inbox,
    String state,
    String budget) {

  public static Topics withPrefix(String prefix) {
    return new Topics(
        prefix + ".commands",
        prefix + ".events",
        prefix + ".user-tokens",
        prefix + ".dead-letters",
        prefix + ".inbox",
        prefix + ".state",
        prefix + ".budget");
  }

  public List<String> all() {
    return List.of(commands, events, userTokens, deadLetters, inbox, state);
  }
}
