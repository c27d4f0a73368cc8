/** What the gateways under load say of themselves, read from their metrics. */
@NullMarked
package org.ocppgateway.simulator.scrape;

import org.jspecify.annotations.NullMarked;
