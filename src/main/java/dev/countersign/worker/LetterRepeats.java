package dev.countersign.worker;

import dev.countersign.wire.Letter;
import java.util.HashMap;
import java.util.Map;

/**
 * Which dead letters came of one that was redriven. Only those take memory, and little: most
 * letters are never redriven.
 */
public final class LetterRepeats {
  private final Map<String, Latest> latest = new HashMap<>();

  private record Latest(String place, long at, int repeats) {}

  public void note(Letter letter) {
    if (letter.isAnother()) {
      Latest one = new Latest(letter.place().toString(), letter.record().timestamp(), 1);
      latest.merge(
          letter.first(),
          one,
          (known, more) ->
              new Latest(
                  more.at() < known.at() ? known.place() : more.place(),
                  Math.max(known.at(), more.at()),
                  known.repeats() + 1));
    }
  }

  /** Whether a redrive of it has left a later letter, which counts instead. */
  public boolean isOutdated(Letter letter) {
    Latest known = latest.get(letter.first());
    return known != null && !known.place().equals(letter.place().toString());
  }

  /** How often its record has become a dead letter so far, counting the first. */
  public int times(Letter letter) {
    Latest known = latest.get(letter.first());
    return known == null ? 1 : 1 + known.repeats();
  }
}
