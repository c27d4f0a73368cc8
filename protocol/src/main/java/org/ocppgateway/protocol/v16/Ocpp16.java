package org.ocppgateway.protocol.v16;

import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
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

/** OCPP 1.6 with its security extension, whose messages are always understood. */
public final class Ocpp16 implements Translation {
    @Override
    public OcppVersion version() {
        return OcppVersion.V1_6;
    }

    @Override
    public Event event(UplinkContext context, Action action, Payload message) {
        return Events.of(context, action, message);
    }

    @Override
    public String answer(Uplink.Accepted uplink, Answering answering) {
        return Answers.of(uplink, answering);
    }

    @Override
    public Downlink.Call call(Command command, Payload data) throws InexpressibleException {
        return Calls.of(command, data);
    }

    @Override
    public void answerData(ReadAnswer read, JsonText to) {
        AnswerData.write(read, to);
    }
}
