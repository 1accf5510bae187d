package dev.countersign.worker;

import java.util.List;

/** Somebody who looks on while events come. Is told by one thread at a time, and must not wait. */
public interface Onlooker {

  /**
   * What there is to see, the oldest first; first of all the newest of what was there before.
   *
   * @param json one text for each event, of a bounded length
   * @param leftOut how many came before them that are not among them
   */
  void events(List<String> json, long leftOut);

  /** Nothing comes for now; it goes on by itself. */
  void trouble(String why);
}
