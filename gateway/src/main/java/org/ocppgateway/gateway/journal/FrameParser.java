package org.ocppgateway.gateway.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.Inbound;
import org.ocppgateway.protocol.json.UnpairedSurrogates;
import org.ocppgateway.protocol.trace.TraceDirection;
import org.ocppgateway.protocol.trace.TraceMessage;
import org.ocppgateway.routing.route.Route;

/** Turns frames into masked records, and pairs answers with their CALLs. Not thread-safe: the journal's thread uses it. */
final class FrameParser {
    /** CALLs without an answer so far, of all sessions. At the limit the oldest one is forgotten; its answer has no action then. */
    static final int MAX_OPEN_CALLS = 20_000;

    private static final int MAX_TEXT = 200;

    private final JournalMasks masks;
    private final Map<CallKey, OpenCall> openCalls = new LinkedHashMap<>();

    private record CallKey(String chargePointId, long epoch, TraceDirection direction, MessageId id) {}

    private record OpenCall(String action, Instant time) {}

    FrameParser(JournalMasks masks) {
        this.masks = masks;
    }

    /** @param parsed what was read from the text */
    JournalRecord.Content parse(Route route, TraceDirection direction, String text, Inbound parsed, Instant time) {
        return switch (parsed) {
            case Inbound.Received received -> message(route, direction, received.frame(), time, text);
            case Inbound.Malformed malformed -> unreadable(direction, text, malformed.reason());
            case Inbound.MalformedAnswer broken -> unreadable(direction, text, broken.reason());
            case Inbound.Dropped dropped -> unreadable(direction, text, dropped.reason());
        };
    }

    private JournalRecord.Content message(
            Route route, TraceDirection direction, Frame frame, Instant time, String text) {
        return switch (frame) {
            case Frame.Call call -> {
                String action = call.action().name();
                remember(key(route, direction, call.id()), new OpenCall(action, time));
                String payload = masks.payload(call.payload());
                yield new JournalRecord.Message(direction, new TraceMessage.Call(id(call), action, payload), null);
            }
            case Frame.CallResult result -> {
                OpenCall call = openCalls.remove(key(route, direction.opposite(), result.id()));
                String payload = masks.payload(result.payload());
                yield answer(direction, call, time, new TraceMessage.CallResult(id(result), action(call), payload));
            }
            case Frame.CallError error -> {
                OpenCall call = openCalls.remove(key(route, direction.opposite(), error.id()));
                yield answer(
                        direction,
                        call,
                        time,
                        new TraceMessage.CallError(
                                id(error),
                                action(call),
                                error.code(),
                                masks.text(error.description()),
                                masks.payload(error.details())));
            }
            case Frame.CallResultError error -> unreadable(direction, text, "the trace format has no CALLRESULTERROR");
            case Frame.Send send -> unreadable(direction, text, "the trace format has no SEND");
        };
    }

    private static JournalRecord.Message answer(
            TraceDirection direction, @Nullable OpenCall call, Instant time, TraceMessage message) {
        Duration latency = call == null ? null : Duration.between(call.time(), time);
        return new JournalRecord.Message(direction, message, latency);
    }

    private static @Nullable String action(@Nullable OpenCall call) {
        return call == null ? null : call.action();
    }

    private static String id(Frame frame) {
        return frame.id().value();
    }

    private static CallKey key(Route route, TraceDirection direction, MessageId id) {
        return new CallKey(route.chargePointId().value(), route.epoch().value(), direction, id);
    }

    private void remember(CallKey key, OpenCall call) {
        openCalls.put(key, call);
        if (openCalls.size() > MAX_OPEN_CALLS) {
            openCalls.remove(openCalls.keySet().iterator().next());
        }
    }

    private JournalRecord.Unreadable unreadable(TraceDirection direction, String text, String reason) {
        String beginning = UnpairedSurrogates.truncate(masks.text(text), MAX_TEXT);
        return new JournalRecord.Unreadable(direction, text.length(), reason, beginning);
    }
}
