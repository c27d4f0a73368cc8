package org.ocppgateway.protocol.v2;

import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.handler.Answering;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.translation.Event;
import org.ocppgateway.protocol.translation.InexpressibleException;
import org.ocppgateway.protocol.translation.ReadAnswer;
import org.ocppgateway.protocol.translation.Translation;

/** OCPP 2.0.1 or 2.1. What the two do not share stands in their dictionaries, by which everything is read, copied and checked. */
public final class Ocpp2 implements Translation {
    private final OcppVersion version;
    private final Events events;
    private final Answers answers;
    private final Calls calls;
    private final AnswerData answerData;

    /** @param version not 1.6 */
    public Ocpp2(OcppVersion version) {
        if (version == OcppVersion.V1_6) {
            throw new IllegalArgumentException("OCPP 1.6 has a translation of its own");
        }
        this.version = version;
        this.events = new Events(Dictionary.of(version));
        this.answers = new Answers(version);
        this.calls = new Calls(version);
        this.answerData = new AnswerData(Dictionary.of(version));
    }

    @Override
    public OcppVersion version() {
        return version;
    }

    @Override
    public Event event(UplinkContext context, Action action, Payload message) {
        return events.of(context, action, message);
    }

    @Override
    public String answer(Uplink.Accepted uplink, Answering answering) {
        return answers.of(uplink, answering);
    }

    @Override
    public Downlink.Call call(Command command, Payload data) throws InexpressibleException {
        return calls.of(command, data);
    }

    @Override
    public void answerData(ReadAnswer read, JsonText to) {
        answerData.write(read, to);
    }
}
