package dev.countersign.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * What a signed sign-in gives an OAuth2 client (PROTOCOL §10).
 *
 * @param userToken as the payload showed it when the person came back
 */
record SignInGrant(
    Payload payload,
    Resolution.Signed signed,
    @Nullable String userToken,
    @Nullable String scope,
    @Nullable String nonce) {}
