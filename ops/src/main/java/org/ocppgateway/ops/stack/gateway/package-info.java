/** The gateway in its own process, as it is shipped. */
@NullMarked
package org.ocppgateway.ops.stack.gateway;

import org.jspecify.annotations.NullMarked;
