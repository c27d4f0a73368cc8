package org.ocppgateway.gateway.admin;

/**
 * Where the admin pages are.
 *
 * @param port 0 takes any free one
 * @param advertisedHost the name or address by which other pods reach this one; empty for one that is found out
 * @param maxConnections TCP connections at once; at the limit those that are idle are closed, and more wait to be accepted
 */
public record AdminSettings(String bindAddress, int port, String advertisedHost, int maxConnections) {}
