package org.ocppgateway.protocol.model;

/** The {@code type} of an event, as CloudEvents understands it: dotted lower case, for example {@code device.online}. */
public record EventType(String name) {
    @Override
    public String toString() {
        return name;
    }
}
