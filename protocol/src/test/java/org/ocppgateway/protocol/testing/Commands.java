package org.ocppgateway.protocol.testing;

import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.model.Command;

/** Creates commands for tests in which only type and data matter. */
public final class Commands {
    private Commands() {}

    /** Returns the command {@code c-1} to charge point {@code CP-007}. */
    public static Command of(String type, String data) {
        return new Command("c-1", new ChargePointId("CP-007"), type, data, null, null, Command.Priority.NORMAL, false);
    }
}
