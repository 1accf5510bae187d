package dev.countersign.platform;

import java.net.URI;

/**
 * Where the platform is and how hard it may be used.
 *
 * @param url origin of REST calls, sign pages and sockets
 * @param defaultExpireMinutes open-before of a request that does not say
 */
public record PlatformSettings(URI url, Keyring keyring, Limits limits, int defaultExpireMinutes) {}
