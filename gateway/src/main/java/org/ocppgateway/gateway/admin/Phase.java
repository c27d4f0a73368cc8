package org.ocppgateway.gateway.admin;

/** Lifecycle phase of this process. */
public enum Phase {
    STARTING,
    RUNNING,
    STOPPING
}
