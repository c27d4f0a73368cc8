/** The development stack: everything the main job needs, real, on one machine, by one command. */
@NullMarked
package org.ocppgateway.ops.dev;

import org.jspecify.annotations.NullMarked;
