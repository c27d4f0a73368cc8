/** Counters and timings of a running fleet, updated by network threads and read from any thread. */
@NullMarked
package org.ocppgateway.simulator.measure;

import org.jspecify.annotations.NullMarked;
