package org.ocppgateway.protocol.handler;

import org.ocppgateway.protocol.Action;

/** What a version handler made of a unified command. */
public sealed interface Downlink {

    /** The CALL to send: validated, in this version's words. */
    record Call(Action action, String payload) implements Downlink {}

    /** This version, or any, cannot express the command; {@code reason} goes into the result. */
    record Invalid(String reason) implements Downlink {}
}
