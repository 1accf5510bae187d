package dev.countersign.config;

import java.net.URI;

/** Where the platform is: {@code http} or {@code https}, without a slash at the end. */
public record PlatformSettings(URI url) {}
