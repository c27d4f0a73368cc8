/** Metrics of this module and of the gateway: their descriptions, and the one place that registers them. */
@NullMarked
package org.ocppgateway.routing.metrics;

import org.jspecify.annotations.NullMarked;
