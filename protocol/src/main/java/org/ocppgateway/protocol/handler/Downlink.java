package org.ocppgateway.protocol.handler;

import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.model.DerivedIds;

/** Result of translating a unified command. */
public sealed interface Downlink {

    /**
     * CALL to send, validated by the dictionary of the version.
     *
     * @param derived ids in the payload that the command did not contain
     */
    record Call(Action action, String payload, DerivedIds derived) implements Downlink {
        /** Creates a CALL without derived ids. */
        public Call(Action action, String payload) {
            this(action, payload, DerivedIds.NONE);
        }
    }

    /** Command that this version, or any version, cannot express. {@code reason} goes into the result. */
    record Invalid(String reason) implements Downlink {}
}
