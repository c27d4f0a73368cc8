/** Execution of a fleet in this process or in several worker processes. */
@NullMarked
package org.ocppgateway.simulator.run;

import org.jspecify.annotations.NullMarked;
