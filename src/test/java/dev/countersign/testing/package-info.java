/**
 * What tests of several packages share: the real Kafka broker, one for each test JVM, and a fleet
 * of workers in this process between that broker and a sandbox. A test says what is asked and what
 * people do on their phones, and awaits what any consumer would read. {@link
 * dev.countersign.testing.SandboxExtension} is for tests that need the platform alone.
 */
@NullMarked
package dev.countersign.testing;

import org.jspecify.annotations.NullMarked;
