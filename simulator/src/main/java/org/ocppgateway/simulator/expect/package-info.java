/** Expectations of a run and their evaluation. */
@NullMarked
package org.ocppgateway.simulator.expect;

import org.jspecify.annotations.NullMarked;
