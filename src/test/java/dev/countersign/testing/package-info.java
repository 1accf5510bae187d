/**
 * What tests of several packages share. First of all the real Kafka broker, one for each test JVM.
 * Nothing in here knows the product.
 */
@NullMarked
package dev.countersign.testing;

import org.jspecify.annotations.NullMarked;
