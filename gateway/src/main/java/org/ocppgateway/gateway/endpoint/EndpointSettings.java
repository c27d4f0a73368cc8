package org.ocppgateway.gateway.endpoint;

import org.ocppgateway.gateway.limit.RateLimit;

/**
 * Settings of the endpoint.
 *
 * @param port 0 selects a free port
 * @param upgradeRate rate limit of accepted upgrades; further ones are refused
 */
public record EndpointSettings(
        String bindAddress,
        int port,
        UpgradeSettings upgrades,
        RateLimit upgradeRate,
        HeaderLimits headers,
        SocketLimits sockets,
        EndpointThreads threads) {}
