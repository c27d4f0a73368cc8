/** The command {@code ops/bench}: measures, and says whether it became better or worse. */
@NullMarked
package org.ocppgateway.ops.bench;

import org.jspecify.annotations.NullMarked;
