package org.ocppgateway.gateway.session;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.handler.AnswerContext;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.protocol.model.EventType;

/** A handler with a few messages of OCPP 1.6. It uses the real dictionary and translates almost nothing. */
final class FakeHandler implements VersionHandler {
    private static final Dictionary DICTIONARY = Dictionary.of(OcppVersion.V1_6);
    private final PayloadReader reader = new PayloadReader(Tolerance.STANDARD);

    @Override
    public OcppVersion version() {
        return OcppVersion.V1_6;
    }

    @Override
    public VersionHandler withTolerance(Tolerance tolerance) {
        return this;
    }

    @Override
    public Uplink call(UplinkContext context, Action action, String payload) {
        var message = DICTIONARY.message(action);
        if (message == null) {
            return new Uplink.Refused(ErrorCode.NOT_IMPLEMENTED, "unknown action");
        }
        if (action.name().equals("DataTransfer")) {
            throw new IllegalStateException("thrown by the test handler");
        }
        Payload read =
                Objects.requireNonNull(reader.read(message.request(), payload).payload());
        boolean transaction = action.name().endsWith("Transaction");
        return new Uplink.Accepted(
                action,
                read,
                action.name().equals("Heartbeat") ? EventType.DEVICE_HEARTBEAT : EventType.OCPP_MESSAGE,
                "",
                List.of(),
                transaction ? EventPriority.TRANSACTION : EventPriority.NORMAL,
                null);
    }

    @Override
    public Uplink send(UplinkContext context, Action action, String payload) {
        return call(context, action, payload);
    }

    @Override
    public String answer(Uplink.Accepted uplink, AnswerContext answerContext) {
        return "{\"to\":\"" + uplink.action() + "\"}";
    }

    @Override
    public Downlink translate(Command command) {
        return command.type().equals("reset")
                ? new Downlink.Call(new Action("Reset"), command.data())
                : new Downlink.Invalid("no such command in 1.6");
    }

    @Override
    public CommandAnswer readAnswer(Command command, Downlink.Call sent, String payload) {
        @Nullable String status = payload.contains("Accepted") ? "Accepted" : null;
        return status == null
                ? new CommandAnswer.Invalid("status is missing", payload, null)
                : new CommandAnswer.Completed(status, payload);
    }
}
