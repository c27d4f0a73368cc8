/** The WebSocket server for charge points: listening socket, upgrade, transport. The only package that uses Jetty's WebSocket API. */
@NullMarked
package org.ocppgateway.gateway.endpoint;

import org.jspecify.annotations.NullMarked;
