package org.ocppgateway.protocol.model;

/** What goes first when the pod is short of capacity, and what an outage must never answer with an error. */
public enum EventPriority {
    /** Transaction data: a charge point that gets errors for it throws it away. */
    TRANSACTION,
    /** Security events: guaranteed delivery by the standard. */
    SECURITY,
    /** Everything else. */
    NORMAL
}
