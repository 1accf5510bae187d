/**
 * The typed Xaman client: REST calls, status sockets, and the scheduling around them (pacing,
 * pauses per application, retries of what is safe to repeat). It knows nothing of Kafka or of
 * states: an action comes in, a signal goes out. Everything the platform does oddly (PROTOCOL
 * §§2–7) is absorbed here.
 */
package dev.countersign.platform;
