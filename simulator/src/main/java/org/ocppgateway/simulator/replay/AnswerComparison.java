package org.ocppgateway.simulator.replay;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.model.Masking;
import org.ocppgateway.protocol.trace.TraceMessage;

/** Compares answers with recorded ones. Times, ids that the server assigns and masked values are equal to any value of their kind. */
final class AnswerComparison {
    /** Ids that the server assigns. */
    private static final Set<String> ASSIGNED = Set.of("transactionId", "requestId", "remoteStartId");

    private AnswerComparison() {}

    /** Whether an answer is the recorded one. */
    static boolean same(TraceMessage recorded, Frame answer) {
        return switch (answer) {
            case Frame.CallResult result ->
                recorded instanceof TraceMessage.CallResult expected
                        && same(parse(expected.payload()), parse(result.payload()));
            case Frame.CallError error ->
                recorded instanceof TraceMessage.CallError expected
                        && expected.code().equals(error.code());
            case Frame.Call call -> false;
            case Frame.CallResultError error -> false;
            case Frame.Send send -> false;
        };
    }

    private static JsonElement parse(@Nullable String json) {
        return json == null ? new JsonObject() : JsonParser.parseString(json);
    }

    private static boolean same(JsonElement recorded, JsonElement actual) {
        if (recorded instanceof JsonObject expected && actual instanceof JsonObject object) {
            return expected.keySet().equals(object.keySet())
                    && expected.keySet().stream()
                            .allMatch(name -> ASSIGNED.contains(name) || same(expected.get(name), object.get(name)));
        }
        if (recorded instanceof JsonArray expected && actual instanceof JsonArray array) {
            if (expected.size() != array.size()) {
                return false;
            }
            for (int i = 0; i < array.size(); i++) {
                if (!same(expected.get(i), array.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return recorded.equals(actual) || isMasked(recorded) || (isTime(recorded) && isTime(actual));
    }

    private static boolean isMasked(JsonElement value) {
        return value instanceof JsonPrimitive primitive
                && primitive.isString()
                && primitive.getAsString().startsWith(Masking.MASK);
    }

    private static boolean isTime(JsonElement value) {
        if (!(value instanceof JsonPrimitive primitive) || !primitive.isString()) {
            return false;
        }
        try {
            OffsetDateTime unused = OffsetDateTime.parse(primitive.getAsString());
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
