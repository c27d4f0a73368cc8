/**
 * TLS for listeners: server certificates, trusted authorities, revocation lists, their reload, and the explanation of failed
 * handshakes. Knows JSSE, not Jetty: {@code gateway.endpoint.listener} connects it to sockets.
 */
@NullMarked
package org.ocppgateway.gateway.tls;

import org.jspecify.annotations.NullMarked;
