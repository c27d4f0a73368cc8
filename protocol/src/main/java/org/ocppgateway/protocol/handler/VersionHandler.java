package org.ocppgateway.protocol.handler;

import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.model.Command;

/**
 * Handles the messages of one OCPP version. Immutable and thread-safe, without state of a charge point. The methods never throw
 * on input of a charge point or a backend.
 */
public interface VersionHandler {
    OcppVersion version();

    /** Returns a handler that tolerates other quirks. Cheap. */
    VersionHandler withTolerance(Tolerance tolerance);

    /** Validates a CALL of a charge point and translates it into the fields of its event. */
    Uplink call(UplinkContext context, Action action, String payload);

    /** Does the same for a SEND, which is never answered. The caller only counts a refused SEND. */
    Uplink send(UplinkContext context, Action action, String payload);

    /** Returns the payload of the positive answer to an accepted CALL, valid by the dictionary of this version. */
    String answer(Uplink.Accepted uplink, AnswerContext answerContext);

    /** Translates a unified command into a CALL of this version and validates it. */
    Downlink translate(Command command);

    /**
     * Reads the payload of a CALLRESULT.
     *
     * @param command command that was translated into {@code sent}
     */
    CommandAnswer readAnswer(Command command, Downlink.Call sent, String payload);
}
