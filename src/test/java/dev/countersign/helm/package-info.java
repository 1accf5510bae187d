/**
 * The chart in {@code helm/}: Helm itself lints and renders it for several sets of values, two
 * validators that are not ours look at each manifest, and what it says of the worker (settings,
 * ports, paths, metrics) is held against the worker. No cluster is needed, and none is asked.
 */
@NullMarked
package dev.countersign.helm;

import org.jspecify.annotations.NullMarked;
