/** A fleet of simulated charge points that load, test and show a gateway. */
@NullMarked
package org.ocppgateway.simulator;

import org.jspecify.annotations.NullMarked;
