package org.ocppgateway.protocol;

/**
 * Name of an OCPP message without the suffix {@code .req} or {@code Request}, for example {@code BootNotification}. Not empty.
 */
public record Action(String name) {
    public Action {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name of an action is empty");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
