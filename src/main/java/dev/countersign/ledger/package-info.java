/**
 * The validated-transaction reader: what has become of a signed transaction, asked of XRPL nodes
 * over JSON-RPC or WebSocket. It tells a fact only where a node proves it in a single answer, since
 * a public address may be many servers; everything else, a silent node or a gap in its history, is
 * {@link dev.countersign.ledger.Fate.NotYet} or {@link dev.countersign.ledger.Fate.Unknown} and
 * never a failure (CONTRACT §9).
 *
 * <p>{@link dev.countersign.ledger.Inspector} looks into the signed blob itself: whether it is what
 * was asked for and whose signature is on it, without asking anybody (PROTOCOL §12). Nothing here
 * knows of states, of the platform's API or of Kafka.
 */
@NullMarked
package dev.countersign.ledger;

import org.jspecify.annotations.NullMarked;
