/**
 * The Xaman platform on one local port, in memory: REST, status sockets, QR images, user tokens,
 * webhooks, a phone page, the wallet actions behind it and a small ledger of every network ({@code
 * /ledger/NETWORK}, JSON-RPC and WebSocket), as PROTOCOL describes them. Everything a test or a
 * demo needs to bend reality (clock, faults, limits, people) is reachable over {@code /sandbox/…}
 * and through {@link dev.countersign.sandbox.Sandbox}. All state lives on one event loop and is
 * touched by nothing else, so it needs no locks.
 *
 * <h2>Faults</h2>
 *
 * {@code POST /sandbox/faults} takes one rule or an array of rules, {@code GET} lists them with
 * what is left of each, {@code DELETE} forgets them. A rule says which calls it is about (all parts
 * optional) and has exactly one effect:
 *
 * <pre>
 * {
 *   "application": "5a4db0c5-0000-4000-8000-000000000001",
 *   "method": "POST",
 *   "path": "create",          // a call by the name that GET /sandbox/ lists, or a path prefix
 *                              // such as "/api/v1/platform/payload"; without it all but ledgers
 *   "times": 3,                // how often it takes effect; default without end
 *   "probability": 0.5,        // default 1
 *   "seed": 42,                // of that probability, or of a latency that varies
 *
 *   "status": 503,             // answer this instead of processing …
 *   "body": {"any": "json"}    // … with this body: an object is JSON, a string is HTML
 *   "latency_ms": 250          // wait (real time), then go on; also {"min":50,"max":300}
 *                              // or percentiles, {"p50":80,"p99":1500}
 *   "reset": true              // TCP reset before processing
 *   "lose_answer": true        // process, then a TCP reset instead of the answer
 *   "rate_limited": true       // 429; with optional "retry_after": seconds, "html": true
 *   "unauthorized": true       // 403 with code 813
 *   "read_lag_ms": 500         // a payload younger than this (sandbox time) reads as 404
 *   "silent_sockets": "all"    // accepted and then never a frame; "welcome" lets that one through
 *   "fragmented_frames": true  // every frame comes in several WebSocket fragments
 *   "garbage_frames": true     // after Welcome: no JSON, unknown keys, another payload, 60 KiB
 *   "duplicate_webhooks": true // every webhook is sent twice
 *   "webhook_delay_ms": 90000  // the first attempt waits (sandbox time)
 *   "lose_webhooks": true      // never sent
 *   "drop_sockets": true       // at once, not kept as a rule: resets the open sockets, only those
 *                              // of the "application" and the "payload" if one is named
 * }
 * </pre>
 *
 * What can never take effect is refused. Of the effects on sockets none is for ledgers, whose
 * sockets {@code /sandbox/ledgers/NETWORK} drops. Rules are tried in order. Every matching latency
 * is waited for; the first matching rule that ends a call (status, reset, lose_answer,
 * rate_limited, unauthorized) decides it, and only rules that took effect are counted down. {@code
 * status}, {@code reset} and {@code latency_ms} with path {@code socket} act on the handshake.
 * Calls of the control API are never faulted.
 *
 * <p>How the platform behaves where its sources disagree is among the {@link
 * dev.countersign.sandbox.Settings}; what all this begins with can be written down as a {@link
 * dev.countersign.sandbox.Scenario}.
 */
@NullMarked
package dev.countersign.sandbox;

import org.jspecify.annotations.NullMarked;
