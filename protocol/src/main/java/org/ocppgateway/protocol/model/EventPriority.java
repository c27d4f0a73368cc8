package org.ocppgateway.protocol.model;

/**
 * Priority of an event when the pod is short of capacity. During an outage, TRANSACTION and SECURITY events are retried instead
 * of answered with an error.
 */
public enum EventPriority {
    /** Transaction data. A charge point discards a transaction message after a few errors. */
    TRANSACTION,
    /** Security events. The specification requires guaranteed delivery. */
    SECURITY,
    /** All other events. */
    NORMAL
}
