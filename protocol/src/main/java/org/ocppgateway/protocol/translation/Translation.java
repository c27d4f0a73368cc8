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
 * What the messages of one OCPP version mean in terms of the unified model, and the other way round: all that its dictionary does not
 * say by itself. Payloads are read, and what is written is checked, by {@link DictionaryHandler}. Immutable; for any number of threads.
 */
public interface Translation {
    OcppVersion version();

    /** What a message becomes. It need not be valid: any field may be missing. */
    TranslatedEvent event(UplinkContext context, Action action, Payload message);

    /** The payload of the positive answer to a message of a charge point. */
    String answer(Uplink.Accepted uplink, AnswerContext answering);

    /**
     * The CALL that a unified command becomes. It need not be valid: what this version's dictionary does not allow is found later, so
     * fields that only another version has are written as they are, and never left out silently.
     *
     * @param data the command's data, valid by its type; never that of {@code ocpp.call}
     * @throws UntranslatableCommandException if there is no such CALL, saying why
     */
    Downlink.Call call(Command command, Payload data) throws UntranslatableCommandException;

    /**
     * Writes what the answer to a command says in the words of the unified model, by the command's type: the members of the field
     * {@code data} of its result. Nothing for commands that read nothing.
     */
    void answerData(ReadAnswer read, JsonBuilder to);
}
