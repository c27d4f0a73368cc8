package org.ocppgateway.protocol.handler;

import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.model.Command;

/**
 * Everything the gateway needs to know about one OCPP version. Handlers are immutable, hold no state of any charge point
 * and may be called by any number of threads. They never throw on anything a charge point or a backend sent.
 */
public interface VersionHandler {
    OcppVersion version();

    /** The same with other quirks forgiven; costs next to nothing. */
    VersionHandler withTolerance(Tolerance tolerance);

    /** Validates a charge point's CALL and translates it into the fields of its event. */
    Uplink call(UplinkContext context, Action action, String payload);

    /** The same for a SEND, which is never answered: a refused one is only counted. */
    Uplink send(UplinkContext context, Action action, String payload);

    /** The payload of the positive answer to an accepted CALL, valid by this version's dictionary. */
    String answer(Uplink.Accepted uplink, AnswerContext answering);

    /** Translates a unified command into this version's CALL, validated. */
    Downlink translate(Command command);

    /**
     * Reads the payload of a CALLRESULT.
     *
     * @param command the command that was translated into {@code sent}
     */
    CommandAnswer readAnswer(Command command, Downlink.Call sent, String payload);
}
