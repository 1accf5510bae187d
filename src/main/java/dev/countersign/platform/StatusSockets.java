package dev.countersign.platform;

/** Opens status sockets; one attempt each, nothing is repeated here (PROTOCOL §7). */
public interface StatusSockets {

  /** Begins to connect. The receiver hears on any thread, but of one thing after the other. */
  Connection open(String url, Receiver receiver);

  /** What comes over one socket. */
  interface Receiver {
    /** A whole message, however it was fragmented. */
    void message(String text);

    /** It could not be opened, broke, or was closed by the platform. */
    void closed(String reason);
  }

  /** One socket, also while it is being opened. */
  interface Connection {
    /** Closes normally; nothing needs to be heard of it afterwards. */
    void close();
  }
}
