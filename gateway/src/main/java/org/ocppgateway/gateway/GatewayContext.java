package org.ocppgateway.gateway;

import org.ocppgateway.gateway.admin.Health;
import org.ocppgateway.gateway.config.GatewayConfig;
import org.ocppgateway.routing.PodContext;

/**
 * Shared by all components of the gateway.
 *
 * @param shutdown receives how to stop each component, as soon as it has started
 * @param health receives each thread that has to run until the process stops
 */
record GatewayContext(GatewayConfig config, PodContext pod, ShutdownSequence shutdown, Health health) {}
