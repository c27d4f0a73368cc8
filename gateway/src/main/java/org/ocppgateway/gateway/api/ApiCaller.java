package org.ocppgateway.gateway.api;

/**
 * A caller who may use the API.
 *
 * @param name name of the token, or the client address without tokens
 */
public record ApiCaller(String name, ApiRole role) {}
