/** WebSocket connections as message streams: inbox, read loop, single writer, liveness. Independent of OCPP and Jetty. */
@NullMarked
package org.ocppgateway.gateway.connection;

import org.jspecify.annotations.NullMarked;
