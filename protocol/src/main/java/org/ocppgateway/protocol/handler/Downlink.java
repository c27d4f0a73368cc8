package org.ocppgateway.protocol.handler;

import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.model.DerivedIds;

/** What a version handler made of a unified command. */
public sealed interface Downlink {

    /**
     * The CALL to send: validated, in this version's words.
     *
     * @param derived ids in the payload that the command did not name
     */
    record Call(Action action, String payload, DerivedIds derived) implements Downlink {
        /** One without derived ids. */
        public Call(Action action, String payload) {
            this(action, payload, DerivedIds.NONE);
        }
    }

    /** This version, or any, cannot express the command; {@code reason} goes into the result. */
    record Invalid(String reason) implements Downlink {}
}
