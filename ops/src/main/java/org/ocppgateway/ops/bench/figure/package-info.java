/** What benchmarks find, in figures: targets, the table, and the history from which a regression shows. */
@NullMarked
package org.ocppgateway.ops.bench.figure;

import org.jspecify.annotations.NullMarked;
