/**
 * The binary form of transactions: what is signed, hashed and put on a ledger. It knows the XRP
 * Ledger and Xahau side by side, because both give the same numbers to different fields and types,
 * and it reads JSON as the platform's own codec does. Nothing here knows of payloads or people.
 */
@NullMarked
package dev.countersign.sandbox.codec;

import org.jspecify.annotations.NullMarked;
