/**
 * Judges the JWTs that people come with (CONTRACT §8): those of xApps, under the application's own
 * secret, and those of OAuth2, under the platform's published keys. A library does the
 * cryptography; here is only what is demanded of a token, as two profiles that share no key and no
 * algorithm. Nothing here keeps, logs or repeats a token.
 */
package dev.countersign.platform.jwt;
