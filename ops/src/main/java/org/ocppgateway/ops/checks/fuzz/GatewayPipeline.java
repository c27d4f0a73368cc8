package org.ocppgateway.ops.checks.fuzz;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.FrameReader;
import org.ocppgateway.protocol.frame.FrameWriter;
import org.ocppgateway.protocol.frame.Inbound;
import org.ocppgateway.protocol.handler.AnswerContext;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.DeviceMessage;
import org.ocppgateway.protocol.model.EventContext;
import org.ocppgateway.protocol.model.EventEncoder;
import org.ocppgateway.protocol.model.EventId;
import org.ocppgateway.protocol.model.Masking;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;

/** Message pipeline of a gateway session without a connection: from the frame to the encoded event and the answer. */
final class GatewayPipeline {
    private static final ChargePointId CHARGE_POINT = new ChargePointId("CP-007");
    private static final PodId POD = new PodId("gateway-0");
    private static final SessionEpoch EPOCH = new SessionEpoch(1_763_659_200_123_456L);
    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");
    private static final UplinkContext RECEIVED = new UplinkContext(CHARGE_POINT, EPOCH, 0, NOW);
    private static final AnswerContext ANSWERING = new AnswerContext(CHARGE_POINT, NOW, Duration.ofMinutes(5), null);
    private static final Command COMMAND =
            new Command("c-1", CHARGE_POINT, "ocpp.call", "{}", null, null, Command.Priority.NORMAL, false);
    private static final Action ANY_COMMAND = new Action("Reset");

    private final Map<OcppVersion, VersionHandler> handlers = new EnumMap<>(Map.of(
            OcppVersion.V1_6, new DictionaryHandler(new Ocpp16()),
            OcppVersion.V2_0_1, new DictionaryHandler(new Ocpp2(OcppVersion.V2_0_1)),
            OcppVersion.V2_1, new DictionaryHandler(new Ocpp2(OcppVersion.V2_1))));

    /** @param answeredAction action of the command that the input answers, if the input is an answer */
    HandlingResult handle(OcppVersion version, Action answeredAction, String text) {
        return switch (FrameReader.read(version, text)) {
            case Inbound.Received received -> handle(version, answeredAction, received.frame());
            case Inbound.Malformed malformed -> new HandlingResult.Refused(malformed.answer());
            case Inbound.MalformedAnswer broken -> new HandlingResult.Failed(broken.reason(), null);
            case Inbound.Dropped dropped -> new HandlingResult.Silence();
        };
    }

    private HandlingResult handle(OcppVersion version, Action answeredAction, Frame frame) {
        VersionHandler handler = handler(version);
        return switch (frame) {
            case Frame.Call call ->
                switch (handler.call(RECEIVED, call.action(), call.payload())) {
                    case Uplink.Refused refused ->
                        new HandlingResult.Refused(
                                FrameWriter.callError(version, call.id(), refused.code(), refused.description()));
                    case Uplink.Accepted accepted ->
                        published(
                                version,
                                call.id(),
                                accepted,
                                FrameWriter.callResult(call.id(), handler.answer(accepted, ANSWERING)));
                };
            case Frame.Send send ->
                switch (handler.send(RECEIVED, send.action(), send.payload())) {
                    case Uplink.Refused refused -> new HandlingResult.Silence();
                    case Uplink.Accepted accepted -> published(version, send.id(), accepted, null);
                };
            case Frame.CallResult result -> answered(handler, answeredAction, result);
            case Frame.CallError error -> new HandlingResult.Failed(error.code() + error.description(), null);
            case Frame.CallResultError callResultError -> new HandlingResult.Silence();
        };
    }

    private static HandlingResult published(
            OcppVersion version, MessageId id, Uplink.Accepted message, @Nullable String answer) {
        String key = message.contentKey();
        String eventId =
                key == null ? EventId.of(CHARGE_POINT, EPOCH, 1) : EventId.of(CHARGE_POINT, message.action(), key);
        EventContext context = new EventContext(eventId, NOW, POD, CHARGE_POINT, version, EPOCH, 1, null);
        DeviceMessage origin = new DeviceMessage(
                message.action(), id, Masking.STANDARD.payload(message.payload().raw()), message.violations());
        byte[] event = EventEncoder.encode(context, message.type(), message.fields(), origin);
        return new HandlingResult.Published(id, message, new String(event, StandardCharsets.UTF_8), answer);
    }

    private static HandlingResult answered(VersionHandler handler, Action answeredAction, Frame.CallResult result) {
        MessageType message = Dictionary.of(handler.version()).message(answeredAction);
        boolean sent = message != null && message.direction().toChargePoint() && message.response() != null;
        Downlink.Call call = new Downlink.Call(sent ? answeredAction : ANY_COMMAND, "{}");
        return switch (handler.readAnswer(COMMAND, call, result.payload())) {
            case CommandAnswer.Completed completed ->
                new HandlingResult.Completed(completed.payload(), callResultError(result, completed));
            case CommandAnswer.Invalid invalid ->
                new HandlingResult.Failed(invalid.reason(), callResultError(result, invalid));
        };
    }

    private static @Nullable String callResultError(Frame.CallResult result, CommandAnswer answer) {
        String callResultError = answer.callResultError();
        return callResultError == null
                ? null
                : FrameWriter.callResultError(result.id(), ErrorCode.FORMAT_VIOLATION, callResultError);
    }

    private VersionHandler handler(OcppVersion version) {
        VersionHandler handler = handlers.get(version);
        if (handler == null) {
            throw new IllegalArgumentException("no handler for OCPP " + version.label());
        }
        return handler;
    }
}
