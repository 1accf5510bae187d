package dev.countersign.platform;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the platform is and how hard it may be used.
 *
 * @param url origin of REST calls, sign pages and sockets
 * @param defaultExpireMinutes open-before of a request that does not say
 * @param lastLedgerOffset ledgers from the tap on accept that a transaction has which does not say
 */
public record PlatformSettings(
    URI url,
    Keyring keyring,
    Limits limits,
    int defaultExpireMinutes,
    @Nullable Integer lastLedgerOffset) {}
