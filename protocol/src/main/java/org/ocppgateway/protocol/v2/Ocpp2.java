package org.ocppgateway.protocol.v2;

import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.handler.AnswerContext;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.translation.ReadAnswer;
import org.ocppgateway.protocol.translation.TranslatedEvent;
import org.ocppgateway.protocol.translation.Translation;
import org.ocppgateway.protocol.translation.UntranslatableCommandException;

/**
 * Translation for OCPP 2.0.1 and 2.1. The differences between the two are in their dictionaries, which control reading, copying
 * and validation.
 */
public final class Ocpp2 implements Translation {
    private final OcppVersion version;
    private final Events2 events;
    private final Answers2 answers;
    private final Calls2 calls;
    private final AnswerData2 answerData;

    /** @param version OCPP 2.0.1 or 2.1 */
    public Ocpp2(OcppVersion version) {
        if (version == OcppVersion.V1_6) {
            throw new IllegalArgumentException("OCPP 1.6 has its own translation");
        }
        this.version = version;
        this.events = new Events2(Dictionary.of(version));
        this.answers = new Answers2(version);
        this.calls = new Calls2(version);
        this.answerData = new AnswerData2(Dictionary.of(version));
    }

    @Override
    public OcppVersion version() {
        return version;
    }

    @Override
    public TranslatedEvent event(UplinkContext context, Action action, Payload message) {
        return events.of(context, action, message);
    }

    @Override
    public String answer(Uplink.Accepted uplink, AnswerContext answerContext) {
        return answers.of(uplink, answerContext);
    }

    @Override
    public Downlink.Call call(Command command, Payload data) throws UntranslatableCommandException {
        return calls.of(command, data);
    }

    @Override
    public void answerData(ReadAnswer read, JsonBuilder to) {
        answerData.write(read, to);
    }
}
