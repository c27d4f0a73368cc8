package org.ocppgateway.gateway.takeover;

/** What is decided about a newcomer. */
public enum TakeoverDecision {
    /** There is no other connection; it may come in. */
    GONE,
    /** The other connection has to give way; it may come in. */
    YIELDS,
    /** The other connection stays; it may not come in. */
    STAYS,
    /** Too many are being decided about; it may not come in now. */
    BUSY
}
