package dev.countersign.token;

/** Tells, on request, when the directory has caught up. */
public interface TokenFeed {

  /**
   * Asks for a sign, carrying {@code ticket}, once everything has been read that is in the topic
   * now. Tickets grow; a sign for one stands for all before it.
   */
  void catchUp(long ticket);
}
