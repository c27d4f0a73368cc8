package org.ocppgateway.gateway.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.routing.command.CommandQueue.Reply;

/** Recognizes CALLs that set the password of a charge point, and interprets their answers. */
final class PasswordCommand {
    private PasswordCommand() {}

    /**
     * The password that a CALL sets: ChangeConfiguration of AuthorizationKey (1.6), SetVariables of SecurityCtrlr.BasicAuthPassword (2.x).
     * Null for any other CALL.
     */
    static @Nullable String newPassword(Downlink.Call call) {
        return switch (call.action().name()) {
            case "ChangeConfiguration" -> authorizationKey(payload(call));
            case "SetVariables" -> basicAuthPassword(payload(call));
            default -> null;
        };
    }

    /** Whether the charge point certainly keeps its old password. */
    static boolean isRejected(Reply reply) {
        return switch (reply) {
            case Reply.Withheld withheld -> true;
            case Reply.Inexpressible inexpressible -> true;
            case Reply.Closed closed -> true;
            case Reply.Refused refused -> true;
            case Reply.Answered answered ->
                PasswordRotations.REJECTIONS.contains(
                        String.valueOf(answered.answer().status()));
            case Reply.Unanswered unanswered -> false;
            case Reply.Stopped stopped -> false;
            case Reply.Failed failed -> false;
        };
    }

    private static JsonObject payload(Downlink.Call call) {
        return object(JsonParser.parseString(call.payload()));
    }

    private static @Nullable String authorizationKey(JsonObject payload) {
        return "AuthorizationKey".equalsIgnoreCase(text(payload.get("key"))) ? text(payload.get("value")) : null;
    }

    private static @Nullable String basicAuthPassword(JsonObject payload) {
        if (!(payload.get("setVariableData") instanceof JsonArray variables)) {
            return null;
        }
        for (JsonElement element : variables) {
            JsonObject data = object(element);
            String component = text(object(data.get("component")).get("name"));
            String variable = text(object(data.get("variable")).get("name"));
            if ("SecurityCtrlr".equalsIgnoreCase(component) && "BasicAuthPassword".equalsIgnoreCase(variable)) {
                return text(data.get("attributeValue"));
            }
        }
        return null;
    }

    private static JsonObject object(@Nullable JsonElement element) {
        return element instanceof JsonObject object ? object : new JsonObject();
    }

    private static @Nullable String text(@Nullable JsonElement element) {
        return element instanceof JsonPrimitive primitive ? primitive.getAsString() : null;
    }
}
