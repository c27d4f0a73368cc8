/** Where charge points connect: the only room for Jetty's WebSocket server. From a TCP connection to an open {@code Connection}. */
@NullMarked
package org.ocppgateway.gateway.endpoint;

import org.jspecify.annotations.NullMarked;
