package org.ocppgateway.protocol.translation;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.ReadResult;
import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.DerivedIds;
import org.ocppgateway.protocol.model.UnifiedModel;

/** Reads the data of commands and builds CALLs from them. */
public final class CommandData {
    /** Command that contains an action and its payload. */
    static final String OCPP_CALL = "ocpp.call";

    private CommandData() {}

    /** Reads and validates the data of a command by its type. */
    static Payload of(Command command) throws UntranslatableCommandException {
        ReadResult readResult = UnifiedModel.readCommand(command.type(), command.data());
        if (readResult == null) {
            throw new UntranslatableCommandException(UnifiedModel.unknownCommandType(command.type()));
        }
        Payload data = readResult.payload();
        if (data == null || !readResult.valid()) {
            Violation violation = readResult.refusal().orElseThrow();
            throw new UntranslatableCommandException("data" + violation.path() + ' ' + violation.detail());
        }
        return data;
    }

    /** Returns the CALL of the command {@value #OCPP_CALL}. */
    static Downlink.Call ocppCall(Payload data) {
        String payload = data.json("payload");
        return new Downlink.Call(
                new Action(String.valueOf(data.text("action"))),
                payload == null || payload.equals("null") ? "{}" : payload);
    }

    /** Returns a CALL with these members in its payload. */
    public static Downlink.Call call(String action, JsonBuilder members) {
        return new Downlink.Call(
                new Action(action),
                new JsonBuilder()
                        .beginObject()
                        .members(members.toString())
                        .endObject()
                        .toString());
    }

    /**
     * Returns the ids in a CALL that its command did not contain.
     *
     * @param data data of the command
     * @param payload payload of the CALL
     */
    static DerivedIds derivedIds(Payload data, Payload payload) {
        return data.type().name().equals(OCPP_CALL)
                ? DerivedIds.NONE
                : new DerivedIds(derivedId("requestId", data, payload), derivedId("remoteStartId", data, payload));
    }

    private static @Nullable Long derivedId(String field, Payload data, Payload payload) {
        boolean named = data.type().declares(field) && data.has(field);
        return named || !payload.type().declares(field) ? null : payload.integer(field);
    }

    /** Returns the group token from either of its two fields, or null if it is absent. */
    public static @Nullable String groupId(Payload data) {
        return data.has("groupId") ? data.text("groupId") : data.text("groupIdToken");
    }

    /** Returns the request id of the command, or one derived from the command id. */
    public static String requestId(Command command, Payload data) {
        String given = data.text("requestId");
        return given == null ? derivedId(command) : given;
    }

    /** Returns a non-negative number derived from the command id. Translating the same command again gives the same number. */
    public static String derivedId(Command command) {
        return Integer.toString(command.commandId().hashCode() & Integer.MAX_VALUE);
    }
}
