package dev.countersign.request;

/**
 * What one request tells another: written into the other's inbox with the state that tells it, so
 * that it is told exactly once, whoever owns the other.
 *
 * @param to the other's id
 */
public record Message(String to, Signal.FromRequest signal) {}
