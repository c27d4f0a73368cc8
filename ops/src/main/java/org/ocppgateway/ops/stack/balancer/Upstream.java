package org.ocppgateway.ops.stack.balancer;

import java.util.function.BooleanSupplier;

/**
 * A server behind the balancer, on the loopback address.
 *
 * @param name of the server, to tell its connections from others'
 * @param health the answer of the last health check; asked for every connection, so it must not block
 */
public record Upstream(String name, int port, BooleanSupplier health) {
    boolean isHealthy() {
        return health.getAsBoolean();
    }
}
