package org.ocppgateway.ops.stack.balancer;

import java.util.function.BooleanSupplier;

/**
 * A server behind the balancer, on the loopback address.
 *
 * @param name of the server, for selecting its connections
 * @param health returns the result of the last health check; called for every connection, must not block
 */
public record Upstream(String name, int port, BooleanSupplier health) {
    boolean isHealthy() {
        return health.getAsBoolean();
    }
}
