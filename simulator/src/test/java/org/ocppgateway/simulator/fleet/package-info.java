/** Tests of whole fleets over real sockets. */
@NullMarked
package org.ocppgateway.simulator.fleet;

import org.jspecify.annotations.NullMarked;
