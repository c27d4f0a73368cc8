package org.ocppgateway.gateway.drain;

/** Whether this pod admits charge points. Thread-safe. */
public interface PodReadiness {
    /** Stops to admit charge points until {@link #endDraining}; returns false if the process is starting or stopping. */
    boolean beginDraining();

    /** Admits charge points again, unless the process is stopping. */
    void endDraining();

    boolean isDraining();

    /** Whether charge points are admitted. */
    boolean isReady();
}
