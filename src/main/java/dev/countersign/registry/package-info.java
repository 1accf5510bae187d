/**
 * A schema registry, by the Confluent-compatible REST API that every one speaks: the schemas of
 * what others have written, and the ids of ours. Schemas are registered by command only, never by
 * the way. While the registry cannot be asked, whoever needs it waits.
 */
@NullMarked
package dev.countersign.registry;

import org.jspecify.annotations.NullMarked;
