/**
 * What a backend written in Java uses: {@link org.ocppgateway.routing.client.GatewayClient} to send commands and answer decisions,
 * {@link org.ocppgateway.routing.client.EventFeed} and {@link org.ocppgateway.routing.client.EventOrder} to consume events.
 * Nothing here can do what a plain Kafka and Redis client could not.
 */
@NullMarked
package org.ocppgateway.routing.client;

import org.jspecify.annotations.NullMarked;
