/**
 * Typed configuration: what may be set, where it may come from, and what is wrong with it, all
 * problems at once. Every setting is listed in {@link dev.countersign.config.ConfigKey} and nowhere
 * else. The type of a secret lives here too, since everything above may have to hold one.
 */
@NullMarked
package dev.countersign.config;

import org.jspecify.annotations.NullMarked;
