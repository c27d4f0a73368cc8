package org.ocppgateway.routing.route;

/** Why a session's route is its route no more. */
public enum RouteLoss {
    /** A newer session of the charge point has begun, here or elsewhere. */
    SUPERSEDED,
    /** This pod was out of reach for so long that others have declared it lost, and its charge points offline. */
    DECLARED_LOST
}
