/** The binary form of transactions, against the JavaScript codecs of both ledgers. */
@NullMarked
package dev.countersign.sandbox.codec;

import org.jspecify.annotations.NullMarked;
