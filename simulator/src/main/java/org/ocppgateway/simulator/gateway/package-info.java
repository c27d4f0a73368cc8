/** What the gateways under load say of themselves, read from their metrics. */
@NullMarked
package org.ocppgateway.simulator.gateway;

import org.jspecify.annotations.NullMarked;
