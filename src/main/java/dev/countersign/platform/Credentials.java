package dev.countersign.platform;

import dev.countersign.config.Secret;

/** What the platform's console issues for an application (PROTOCOL §2.1). */
public record Credentials(String apiKey, Secret apiSecret) {}
