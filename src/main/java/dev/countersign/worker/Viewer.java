package dev.countersign.worker;

/** Who wants to know about a request. */
public sealed interface Viewer {

  /** Whoever runs the fleet may see everything. */
  record Operator() implements Viewer {}

  /**
   * Somebody who is signed in.
   *
   * @param application alias of the one for which that is so
   * @param account classic address
   */
  record Person(String application, String account) implements Viewer {}
}
