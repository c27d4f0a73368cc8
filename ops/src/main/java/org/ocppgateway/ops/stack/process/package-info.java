/** Real programs that run beside us: started, watched, broken on purpose, and never left behind. */
@NullMarked
package org.ocppgateway.ops.stack.process;

import org.jspecify.annotations.NullMarked;
