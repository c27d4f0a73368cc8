package org.ocppgateway.gateway.config;

/**
 * A key of the configuration, for the generated reference.
 *
 * @param path full path, such as {@code gateway.endpoint.port}
 * @param values type and range of its values
 * @param standard the default, as HOCON
 */
public record ConfigKey(String path, String values, String standard) {}
