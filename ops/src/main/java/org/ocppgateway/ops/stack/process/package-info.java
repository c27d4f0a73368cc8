/** Child processes: started, watched, killed and paused by tests, and always ended with their starter. */
@NullMarked
package org.ocppgateway.ops.stack.process;

import org.jspecify.annotations.NullMarked;
