/** Distributed tracing with OpenTelemetry. */
@NullMarked
package org.ocppgateway.routing.trace;

import org.jspecify.annotations.NullMarked;
