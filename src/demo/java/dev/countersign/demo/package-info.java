/**
 * The demo and the Kafka broker that it brings along. Compiled as test source, so that no broker
 * class gets near the shipped jar. Broker tests use the same broker where no Docker engine answers.
 */
@NullMarked
package dev.countersign.demo;

import org.jspecify.annotations.NullMarked;
