package dev.countersign.worker;

import java.util.Map;

/** What is known of a request where it was asked. */
public sealed interface Look {

  /** The request as the viewer may see it: names, and values that JSON has. */
  record Seen(Map<String, Object> document) implements Look {}

  /** There is none, or none that the viewer may know of; which of both is not told. */
  record Absent() implements Look {}

  /** It cannot be told now. {@code why} is the same whatever there is. */
  record Unsure(String why) implements Look {}

  /** Another worker knows. */
  record Elsewhere() implements Look {}
}
