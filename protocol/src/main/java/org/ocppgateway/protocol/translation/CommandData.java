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

/** From a command's data to the CALL that it becomes. */
public final class CommandData {
    /** The command that names an action and its payload. */
    static final String OCPP_CALL = "ocpp.call";

    private CommandData() {}

    /** The data, valid by the command's type. */
    static Payload of(Command command) throws UntranslatableCommandException {
        ReadResult reading = UnifiedModel.readCommand(command.type(), command.data());
        if (reading == null) {
            throw new UntranslatableCommandException(UnifiedModel.unknownCommandType(command.type()));
        }
        Payload data = reading.payload();
        if (data == null || !reading.valid()) {
            Violation violation = reading.refusal().orElseThrow();
            throw new UntranslatableCommandException("data" + violation.path() + ' ' + violation.detail());
        }
        return data;
    }

    /** The CALL that the command {@value #OCPP_CALL} asks for. */
    static Downlink.Call ocppCall(Payload data) {
        String payload = data.json("payload");
        return new Downlink.Call(
                new Action(String.valueOf(data.text("action"))),
                payload == null || payload.equals("null") ? "{}" : payload);
    }

    /** A CALL with these members in its payload. */
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
     * The ids in a CALL that its command did not name.
     *
     * @param data the command's
     * @param payload the CALL's
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

    /** The token of the group, by either of its names; null if none is given. */
    public static @Nullable String groupId(Payload data) {
        return data.has("groupId") ? data.text("groupId") : data.text("groupIdToken");
    }

    /** The request id given, or one that is derived from the command. */
    public static String requestId(Command command, Payload data) {
        String given = data.text("requestId");
        return given == null ? derivedId(command) : given;
    }

    /** A number for requests that need one: the same whenever the same command is translated, never negative. */
    public static String derivedId(Command command) {
        return Integer.toString(command.commandId().hashCode() & Integer.MAX_VALUE);
    }
}
