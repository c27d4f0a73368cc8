package org.ocppgateway.protocol.translation;

import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.handler.AnswerContext;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.Command;

/**
 * Translates the messages of one OCPP version to and from the unified model, as far as the dictionaries do not define it.
 * {@link DictionaryHandler} reads the input and validates the output. Immutable and thread-safe.
 */
public interface Translation {
    OcppVersion version();

    /** Translates a message of a charge point. Any field may be missing. */
    TranslatedEvent event(UplinkContext context, Action action, Payload message);

    /** Returns the payload of the positive answer to a message of a charge point. */
    String answer(Uplink.Accepted uplink, AnswerContext answerContext);

    /**
     * Translates a unified command into a CALL. The caller validates the CALL. Fields that only another version has must be
     * written unchanged, so that validation finds them; they must not be omitted silently.
     *
     * @param data data of the command, valid by its type; never that of {@code ocpp.call}
     * @throws UntranslatableCommandException if there is no such CALL; the message gives the reason
     */
    Downlink.Call call(Command command, Payload data) throws UntranslatableCommandException;

    /**
     * Writes the answer to a command in the unified model, by the type of the command: the members of the field {@code data} of
     * its result. Writes nothing for commands that return no data.
     */
    void answerData(ReadAnswer read, JsonBuilder to);
}
