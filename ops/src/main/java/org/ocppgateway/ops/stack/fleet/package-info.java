/** The simulator as it is shipped, in a process of its own. */
@NullMarked
package org.ocppgateway.ops.stack.fleet;

import org.jspecify.annotations.NullMarked;
