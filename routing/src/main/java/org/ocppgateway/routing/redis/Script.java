package org.ocppgateway.routing.redis;

/**
 * A Lua script on one key that returns a string.
 *
 * @param name the name in metrics
 */
record Script(String name, String text) {}
