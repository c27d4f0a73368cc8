/** The development stack: the gateway and everything that it needs, on one machine, with one command. */
@NullMarked
package org.ocppgateway.ops.dev;

import org.jspecify.annotations.NullMarked;
