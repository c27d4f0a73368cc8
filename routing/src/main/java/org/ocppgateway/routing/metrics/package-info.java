/** How metrics are made, in this module and in the gateway: one way for names, labels and data points. */
@NullMarked
package org.ocppgateway.routing.metrics;

import org.jspecify.annotations.NullMarked;
