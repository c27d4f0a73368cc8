/**
 * Client library for backends in Java: {@link org.ocppgateway.routing.client.GatewayClient} sends commands and answers
 * decisions, {@link org.ocppgateway.routing.client.EventFeed} and {@link org.ocppgateway.routing.client.EventOrder}
 * consume events. A plain Kafka and Redis client can do the same.
 */
@NullMarked
package org.ocppgateway.routing.client;

import org.jspecify.annotations.NullMarked;
