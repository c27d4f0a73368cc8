package org.ocppgateway.routing.command;

import org.ocppgateway.routing.route.RouteFinder;

/** The ports to Redis and Kafka that the lifecycle and the sweeper share. */
public record CommandPorts(
        CommandStates states,
        RouteFinder routes,
        CommandForwarder forwarder,
        ResultPublisher results,
        PublishedResults publishedResults) {}
