package org.ocppgateway.gateway.endpoint;

/**
 * Limits on request headers.
 *
 * @param maxSize maximum bytes of request line and headers
 * @param maxCount maximum number of headers
 */
public record HeaderLimits(int maxSize, int maxCount) {}
