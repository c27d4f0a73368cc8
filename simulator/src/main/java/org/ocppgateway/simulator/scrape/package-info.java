/** Metrics of the gateways under load, read from their Prometheus endpoints. */
@NullMarked
package org.ocppgateway.simulator.scrape;

import org.jspecify.annotations.NullMarked;
