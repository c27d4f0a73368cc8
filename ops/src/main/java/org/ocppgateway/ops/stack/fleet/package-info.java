/** The packaged simulator as a child process. */
@NullMarked
package org.ocppgateway.ops.stack.fleet;

import org.jspecify.annotations.NullMarked;
