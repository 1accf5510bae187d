/**
 * The directory of user tokens: every worker reads the whole topic, others may write it too, the
 * last record wins. A tail reads it on a thread of its own and posts what it read; the map belongs
 * to the owner loop. A barrier tells when the directory has caught up with what was in the topic at
 * a moment, so that a request sent after a token event was read always uses that token.
 */
package dev.countersign.token;
