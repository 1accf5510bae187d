/**
 * How a line of the log looks: one flat JSON object, so that whoever collects logs finds each key
 * and value under its own name. What is in it is the business of those who write it.
 */
@NullMarked
package dev.countersign.logs;

import org.jspecify.annotations.NullMarked;
