package dev.countersign.promises;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Nobody but a worker that does not know that it was replaced creates what is there already: after
 * a lost answer it is read first (CONTRACT §6.1).
 */
public final class Posts {
  private Posts() {}

  /**
   * A create that the platform worked off.
   *
   * @param isConflict it said that the identifier is taken
   */
  public record Post(String identifier, Instant at, boolean isConflict) {}

  /**
   * Which promises were not kept.
   *
   * @param posts in the order of the platform
   * @param replaced whether some worker may have been replaced without knowing it between the two
   */
  public static List<Broken> broken(
      Collection<Post> posts, BiPredicate<Instant, Instant> replaced) {
    List<Broken> broken = new ArrayList<>();
    Map<String, Instant> last = new HashMap<>();
    for (Post post : posts) {
      Instant before = last.put(post.identifier(), post.at());
      if (post.isConflict() && (before == null || !replaced.test(before, post.at()))) {
        broken.add(
            new Broken(
                Rule.READ_BEFORE_POST, post.identifier(), "created again although it was there"));
      }
    }
    return broken;
  }
}
