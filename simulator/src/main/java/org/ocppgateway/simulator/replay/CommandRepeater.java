package org.ocppgateway.simulator.replay;

import org.ocppgateway.protocol.ChargePointId;

/** Issues recorded CALLs of the server again. */
interface CommandRepeater extends AutoCloseable {
    /** Issues none. */
    CommandRepeater NONE = (pod, id, action, payload) -> false;

    /**
     * Issues a command.
     *
     * @param pod that issued it in the recording
     * @param payload JSON object
     * @return false if commands are not issued
     */
    boolean issue(String pod, ChargePointId id, String action, String payload);

    @Override
    default void close() {}
}
