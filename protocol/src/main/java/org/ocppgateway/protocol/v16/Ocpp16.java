package org.ocppgateway.protocol.v16;

import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
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

/** Translation for OCPP 1.6 with its security extension. The messages of the extension are always accepted. */
public final class Ocpp16 implements Translation {
    @Override
    public OcppVersion version() {
        return OcppVersion.V1_6;
    }

    @Override
    public TranslatedEvent event(UplinkContext context, Action action, Payload message) {
        return Events16.of(context, action, message);
    }

    @Override
    public String answer(Uplink.Accepted uplink, AnswerContext answerContext) {
        return Answers16.of(uplink, answerContext);
    }

    @Override
    public Downlink.Call call(Command command, Payload data) throws UntranslatableCommandException {
        return Calls16.of(command, data);
    }

    @Override
    public void answerData(ReadAnswer read, JsonBuilder to) {
        AnswerData16.write(read, to);
    }
}
