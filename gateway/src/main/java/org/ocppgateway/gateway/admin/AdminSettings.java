package org.ocppgateway.gateway.admin;

/**
 * Where the admin pages are.
 *
 * @param port 0 takes any free one
 */
public record AdminSettings(String bindAddress, int port) {}
