package org.ocppgateway.gateway.takeover;

/** Result of a takeover decision, from the point of view of the existing session. */
public enum TakeoverDecision {
    /** There is no existing session. The new connection is admitted. */
    GONE,
    /** The existing session gives way. The new connection is admitted. */
    YIELDS,
    /** The existing session stays. The new connection is refused. */
    STAYS,
    /** Too many decisions are in progress. The new connection is refused for now. */
    BUSY
}
