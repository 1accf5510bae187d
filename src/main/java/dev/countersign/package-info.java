/**
 * The command line: one class per command, wiring only. The Avro records generated from {@code
 * schemas/} live here too, because their namespace is public; they belong to {@code wire}.
 */
package dev.countersign;
