/** A real Redis in a process of its own. */
@NullMarked
package org.ocppgateway.ops.stack.redis;

import org.jspecify.annotations.NullMarked;
