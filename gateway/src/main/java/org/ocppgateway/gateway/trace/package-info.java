/** The exporter of traces. */
@NullMarked
package org.ocppgateway.gateway.trace;

import org.jspecify.annotations.NullMarked;
