/** A real Redis in its own process. */
@NullMarked
package org.ocppgateway.ops.stack.redis;

import org.jspecify.annotations.NullMarked;
