/** Tests of the console in a browser, and of {@code ops/ctl}. */
@NullMarked
package org.ocppgateway.ops.console;

import org.jspecify.annotations.NullMarked;
