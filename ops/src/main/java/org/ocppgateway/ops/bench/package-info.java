/** The command {@code ops/bench}: measures, and reports changes against the previous run. */
@NullMarked
package org.ocppgateway.ops.bench;

import org.jspecify.annotations.NullMarked;
