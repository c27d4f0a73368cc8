/**
 * The PROXY protocol, versions 1 and 2, as its specification of HAProxy describes it: what a proxy says in front of a connection about the client
 * behind it. Knows bytes, not sockets: {@code gateway.endpoint.listener} connects it to them.
 */
@NullMarked
package org.ocppgateway.gateway.proxyprotocol;

import org.jspecify.annotations.NullMarked;
