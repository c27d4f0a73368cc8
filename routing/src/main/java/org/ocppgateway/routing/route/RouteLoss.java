package org.ocppgateway.routing.route;

/** Why a session has lost its route. */
public enum RouteLoss {
    /** A newer session of the charge point has started, on this pod or another one. */
    SUPERSEDED,
    /** Other pods have declared this pod lost and its charge points offline. */
    DECLARED_LOST
}
