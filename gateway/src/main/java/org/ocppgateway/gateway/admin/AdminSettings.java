package org.ocppgateway.gateway.admin;

/**
 * Where the admin pages are.
 *
 * @param port 0 takes any free one
 * @param advertisedHost the name or address by which other pods reach this one; empty for one that is found out
 */
public record AdminSettings(String bindAddress, int port, String advertisedHost) {}
