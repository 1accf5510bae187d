package dev.countersign.promises;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was junk is a dead letter, once and for the right reason, and nothing else is (§6.7). */
public final class DeadLetters {
  private DeadLetters() {}

  /**
   * A dead letter.
   *
   * @param origin partition and offset of its command
   * @param code of {@code countersign.error.code}
   */
  public record Letter(String origin, @Nullable String code) {}

  /**
   * Which promises were not kept.
   *
   * @param junk code by origin
   */
  public static List<Broken> broken(Map<String, String> junk, Collection<Letter> letters) {
    List<Broken> broken = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Map<String, String> missing = new HashMap<>(junk);
    for (Letter letter : letters) {
      missing.remove(letter.origin());
      String expected = junk.get(letter.origin());
      if (expected == null) {
        broken.add(
            new Broken(
                Rule.DEAD_LETTER,
                letter.origin(),
                "dead letter " + letter.code() + ", but no junk"));
      } else if (!expected.equals(letter.code())) {
        broken.add(
            new Broken(
                Rule.DEAD_LETTER,
                letter.origin(),
                "dead letter " + letter.code() + ", not " + expected));
      }
      if (!seen.add(letter.origin())) {
        broken.add(new Broken(Rule.DEAD_LETTER, letter.origin(), "dead letter twice"));
      }
    }
    missing.forEach(
        (origin, code) ->
            broken.add(new Broken(Rule.DEAD_LETTER, origin, "no dead letter " + code + " for it")));
    return broken;
  }
}
