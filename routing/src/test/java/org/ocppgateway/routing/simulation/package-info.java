/** Several pods, Kafka, Redis and charge points in memory and in simulated time; a seed repeats everything. */
@NullMarked
package org.ocppgateway.routing.simulation;

import org.jspecify.annotations.NullMarked;
