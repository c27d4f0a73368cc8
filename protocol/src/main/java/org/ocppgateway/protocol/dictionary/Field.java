package org.ocppgateway.protocol.dictionary;

/**
 * One field of an object type.
 *
 * @param doc description in the dictionary as plain text, may be empty
 */
public record Field(String name, boolean required, ValueType type, String doc) {}
