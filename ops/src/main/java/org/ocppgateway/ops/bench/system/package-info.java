/** The gateway as a whole: real processes, real sockets, a real broker and a real Redis on this machine. */
@NullMarked
package org.ocppgateway.ops.bench.system;

import org.jspecify.annotations.NullMarked;
