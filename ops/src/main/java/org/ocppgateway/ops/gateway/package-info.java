/** The gateway as it is shipped, in a process of its own. */
@NullMarked
package org.ocppgateway.ops.gateway;

import org.jspecify.annotations.NullMarked;
