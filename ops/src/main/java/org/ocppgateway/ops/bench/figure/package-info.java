/** Figures of benchmarks: targets, the table, and the history that shows regressions. */
@NullMarked
package org.ocppgateway.ops.bench.figure;

import org.jspecify.annotations.NullMarked;
