/** One charge point's socket as text in and text out: inbox, read loop, single writer, pings. Knows neither OCPP nor Jetty. */
@NullMarked
package org.ocppgateway.gateway.connection;

import org.jspecify.annotations.NullMarked;
