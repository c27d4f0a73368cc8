/** What a run is expected to show, and whether it did. */
@NullMarked
package org.ocppgateway.simulator.expect;

import org.jspecify.annotations.NullMarked;
