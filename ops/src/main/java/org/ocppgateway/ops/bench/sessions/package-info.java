/** Growth of a gateway's heap, pauses and idle cost with its sessions, over in-memory connections. */
@NullMarked
package org.ocppgateway.ops.bench.sessions;

import org.jspecify.annotations.NullMarked;
