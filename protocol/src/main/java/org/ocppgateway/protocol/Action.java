package org.ocppgateway.protocol;

/** The name of an OCPP message without {@code .req} or {@code Request}, for example {@code BootNotification}. */
public record Action(String name) {
    public Action {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an action has a name");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
