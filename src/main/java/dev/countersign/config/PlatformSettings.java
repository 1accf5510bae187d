package dev.countersign.config;

import java.net.URI;

/**
 * Where the platform is: {@code http} or {@code https}, without a slash at the end.
 *
 * @param oauth2 where its OAuth2 provider is
 */
public record PlatformSettings(URI url, URI oauth2) {}
