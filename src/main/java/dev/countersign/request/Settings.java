package dev.countersign.request;

import java.time.Duration;

/**
 * The few settings that the rules depend on.
 *
 * @param defaultExpireMinutes open-before of a request that does not say
 * @param abandonAfter how long an opened and expired request may stay silent
 * @param rememberFor how long an ended request is remembered
 */
public record Settings(int defaultExpireMinutes, Duration abandonAfter, Duration rememberFor) {}
