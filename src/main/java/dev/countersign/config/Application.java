package dev.countersign.config;

/** One application on the platform: its alias here and its credentials there. */
public record Application(String alias, String apiKey, Secret apiSecret) {}
