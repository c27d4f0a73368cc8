/** The gateway as it is shipped, in a process of its own. */
@NullMarked
package org.ocppgateway.ops.stack.gateway;

import org.jspecify.annotations.NullMarked;
