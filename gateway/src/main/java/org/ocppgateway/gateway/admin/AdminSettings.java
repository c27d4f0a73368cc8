package org.ocppgateway.gateway.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.api.ApiToken;

/**
 * Settings of the admin server.
 *
 * @param port 0 selects a free port
 * @param advertisedHost host name or address at which other pods reach this pod; empty selects the local address
 * @param maxConnections maximum number of TCP connections; at the limit idle ones are closed and further ones wait in the accept queue
 * @param tokens tokens of the API; without one it answers this machine only
 * @param tls null without TLS
 */
public record AdminSettings(
        String bindAddress,
        int port,
        String advertisedHost,
        int maxConnections,
        List<ApiToken> tokens,
        @Nullable AdminTlsSettings tls) {}
