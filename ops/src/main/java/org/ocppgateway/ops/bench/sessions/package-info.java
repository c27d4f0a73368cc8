/** How a gateway's heap, pauses and idle cost grow with its sessions, over connections in memory. */
@NullMarked
package org.ocppgateway.ops.bench.sessions;

import org.jspecify.annotations.NullMarked;
