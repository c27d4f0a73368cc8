/** Log lines with stable event names: their descriptions, and the one place that writes them. */
@NullMarked
package org.ocppgateway.routing.log;

import org.jspecify.annotations.NullMarked;
