/**
 * A small ledger for every network: what wallets submit gets into a ledger that closes on the
 * sandbox's clock, and everybody can read it there. It answers like a rippled server over JSON-RPC
 * and WebSocket, in API versions 1 and 2 as the caller asks (1 without being asked). It believes
 * what it is told about the fate of a transaction; of the ledger's rules it knows sequences, fees,
 * networks, LastLedgerSequence, signatures and XRP balances, no trust lines, offers, reserves,
 * regular keys or signer lists.
 */
@NullMarked
package dev.countersign.sandbox.ledger;

import org.jspecify.annotations.NullMarked;
