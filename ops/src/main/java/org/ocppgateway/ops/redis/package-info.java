/** A real Redis in a process of its own. */
@NullMarked
package org.ocppgateway.ops.redis;

import org.jspecify.annotations.NullMarked;
