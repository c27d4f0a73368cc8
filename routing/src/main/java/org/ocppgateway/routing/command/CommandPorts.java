package org.ocppgateway.routing.command;

import org.ocppgateway.routing.route.RouteFinder;

/** What commands need of Redis and Kafka, wherever they are taken through their life. */
public record CommandPorts(
        CommandStates states,
        RouteFinder routes,
        CommandForwarder forwarder,
        ResultPublisher results,
        PublishedResults publishedResults) {}
