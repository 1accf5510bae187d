package dev.countersign.config;

import org.jspecify.annotations.Nullable;

/**
 * One application on the platform: its alias here and its credentials there.
 *
 * @param previousSecret what the platform may still sign with while the secret is being changed
 * @param paused it is not to be called; what is asked of it waits
 */
public record Application(
    String alias,
    String apiKey,
    Secret apiSecret,
    @Nullable Secret previousSecret,
    boolean paused) {}
