package org.ocppgateway.gateway.api;

/** Role of a caller of the API. Each role includes the roles before it. */
public enum ApiRole {
    /** Operations that change nothing. */
    READ,
    /** All operations. */
    WRITE;

    boolean includes(ApiRole other) {
        return compareTo(other) >= 0;
    }
}
