/** The main job from end to end: real gateway processes, a real broker, a real Redis, real sockets. */
@NullMarked
package org.ocppgateway.ops.e2e;

import org.jspecify.annotations.NullMarked;
