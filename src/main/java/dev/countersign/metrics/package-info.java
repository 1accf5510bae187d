/**
 * What is measured: every metric of ours is declared once, with its labels and its meaning, and is
 * registered by that. The README's reference is made from the same list, so what is scraped, what
 * is written and what alerts and dashboards may rely on is one thing. Knows nothing but Micrometer.
 */
@NullMarked
package dev.countersign.metrics;

import org.jspecify.annotations.NullMarked;
