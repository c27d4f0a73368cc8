/** The list of the gateway's own metrics. */
@NullMarked
package org.ocppgateway.gateway.metrics;

import org.jspecify.annotations.NullMarked;
