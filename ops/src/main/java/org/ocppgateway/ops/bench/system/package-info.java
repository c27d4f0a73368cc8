/** What the gateway does as a whole: real processes, real sockets, a real broker and a real Redis, all on this machine. */
@NullMarked
package org.ocppgateway.ops.bench.system;

import org.jspecify.annotations.NullMarked;
