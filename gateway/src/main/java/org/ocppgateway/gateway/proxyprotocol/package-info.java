/**
 * The PROXY protocol, versions 1 and 2, by the specification of HAProxy: a header by which a proxy reports the client of a connection.
 * Reads bytes, not sockets; {@code gateway.endpoint.listener} connects it to them.
 */
@NullMarked
package org.ocppgateway.gateway.proxyprotocol;

import org.jspecify.annotations.NullMarked;
