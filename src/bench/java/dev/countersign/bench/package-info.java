/**
 * What Countersign costs, beside what one would use instead. Every benchmark runs its rivals in
 * turn on the same broker and the same platform, each in a process of its own, and says ratios.
 */
@NullMarked
package dev.countersign.bench;

import org.jspecify.annotations.NullMarked;
