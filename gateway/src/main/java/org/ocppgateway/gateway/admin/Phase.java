package org.ocppgateway.gateway.admin;

/** Lifecycle phase of this process. */
public enum Phase {
    STARTING,
    RUNNING,
    /** An operator drains the pod: it runs and admits no charge point. */
    DRAINING,
    STOPPING
}
