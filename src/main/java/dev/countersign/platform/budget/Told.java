package dev.countersign.platform.budget;

/**
 * What the platform told of a sliding minute with the answer to a call.
 *
 * @param create whether it was the answer to a create, which speaks of creates or of all calls,
 *     whichever are scarcer
 * @param limit calls in a minute
 * @param remaining of them
 */
public record Told(boolean create, int limit, int remaining) {}
