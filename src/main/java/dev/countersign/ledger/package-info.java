/**
 * The validated-transaction reader: what has become of a signed transaction, asked of XRPL nodes
 * over JSON-RPC or WebSocket. It tells a fact only where a node proves it in a single answer, since
 * a public address may be many servers; everything else, a silent node or a gap in its history, is
 * {@link dev.countersign.ledger.Fate.NotYet} or {@link dev.countersign.ledger.Fate.Unknown} and
 * never a failure (CONTRACT §9). It knows nothing of requests, of the platform or of Kafka.
 */
@NullMarked
package dev.countersign.ledger;

import org.jspecify.annotations.NullMarked;
