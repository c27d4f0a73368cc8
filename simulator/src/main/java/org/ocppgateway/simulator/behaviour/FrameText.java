package org.ocppgateway.simulator.behaviour;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.Inbound;

/** Reads and writes OCPP-J frames. */
final class FrameText {
    private FrameText() {}

    static Inbound read(String text) {
        try {
            JsonElement tree = JsonParser.parseString(text);
            if (!tree.isJsonArray() || tree.getAsJsonArray().size() < 3) {
                return new Inbound.Dropped("not a frame");
            }
            return new Inbound.Received(frame(tree.getAsJsonArray()));
        } catch (JsonParseException | IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            return new Inbound.Dropped("not a frame: " + e.getMessage());
        }
    }

    private static Frame frame(JsonArray parts) {
        MessageId id = new MessageId(parts.get(1).getAsString());
        return switch (parts.get(0).getAsInt()) {
            case 2 ->
                new Frame.Call(
                        id, new Action(parts.get(2).getAsString()), parts.get(3).toString());
            case 3 -> new Frame.CallResult(id, parts.get(2).toString());
            case 4 -> new Frame.CallError(id, parts.get(2).getAsString(), "", "{}");
            default -> throw new IllegalArgumentException("unknown message type");
        };
    }

    static String call(MessageId id, Action action, String payload) {
        return "[2,\"" + id + "\",\"" + action + "\"," + payload + "]";
    }

    static String result(MessageId id, String payload) {
        return "[3," + new JsonPrimitive(id.value()) + "," + payload + "]";
    }

    static String error(MessageId id, String code, String description) {
        return "[4," + new JsonPrimitive(id.value()) + ",\"" + code + "\"," + new JsonPrimitive(description) + ",{}]";
    }
}
