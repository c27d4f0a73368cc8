package org.ocppgateway.gateway.admin;

/** Where this process is in its life. */
public enum Phase {
    STARTING,
    RUNNING,
    STOPPING
}
