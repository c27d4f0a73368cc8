package org.ocppgateway.protocol.dictionary;

/**
 * One field of an object type.
 *
 * @param doc what the dictionary says about it, in plain text; empty if nothing
 */
public record Field(String name, boolean required, ValueType type, String doc) {}
