/** End-to-end tests: real gateway processes, a real broker, a real Redis, real sockets. */
@NullMarked
package org.ocppgateway.ops.e2e;

import org.jspecify.annotations.NullMarked;
