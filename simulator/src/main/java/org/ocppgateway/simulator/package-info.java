/**
 * Charge point simulator: a fleet of simulated charge points for load tests, end-to-end tests and demonstrations of a
 * gateway.
 */
@NullMarked
package org.ocppgateway.simulator;

import org.jspecify.annotations.NullMarked;
