/** Fault tests with real processes. {@code ops/docs/faults.md} lists the rows. */
@NullMarked
package org.ocppgateway.ops.faults;

import org.jspecify.annotations.NullMarked;
