/** A fleet in this process, or in several processes that look like one. */
@NullMarked
package org.ocppgateway.simulator.run;

import org.jspecify.annotations.NullMarked;
