package org.ocppgateway.protocol.v2;

import static org.ocppgateway.protocol.translation.CommandData.call;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.translation.CommandData;
import org.ocppgateway.protocol.translation.UnifiedVocabulary;
import org.ocppgateway.protocol.translation.UntranslatableCommandException;

/** Translates commands about charging, reservations and authorization. Part of {@link Calls2}. */
final class ChargingCalls {
    private ChargingCalls() {}

    static Downlink.Call remoteStart(Command command, Payload data) throws UntranslatableCommandException {
        JsonBuilder fields = new JsonBuilder(256);
        idToken(fields, data)
                .raw(
                        "remoteStartId",
                        data.has("remoteStartId") ? data.text("remoteStartId") : CommandData.derivedId(command))
                .raw("evseId", evseId(data));
        IdTokens.toMessage(fields, "groupIdToken", CommandData.groupId(data), data.text("idTokenType"));
        ChargingProfiles2.write(fields, data.object("chargingProfile"));
        return call("RequestStartTransaction", fields);
    }

    static Downlink.Call unlockConnector(Payload data) throws UntranslatableCommandException {
        boolean both = data.has("evseId") && data.has("connectorId");
        return call(
                "UnlockConnector",
                new JsonBuilder()
                        .raw("evseId", requiredEvseId(data))
                        .raw("connectorId", both ? data.text("connectorId") : "1"));
    }

    static Downlink.Call changeAvailability(Payload data) throws UntranslatableCommandException {
        return call(
                "ChangeAvailability",
                evse(new JsonBuilder().field("operationalStatus", data.text("operationalStatus")), data));
    }

    static Downlink.Call reserve(Payload data) {
        String evseId = evseId(data);
        JsonBuilder fields = new JsonBuilder()
                .raw("id", data.text("reservationId"))
                .field("expiryDateTime", UnifiedVocabulary.date(data.text("expiresAt")))
                .raw("evseId", "0".equals(evseId) ? null : evseId);
        idToken(fields, data);
        IdTokens.toMessage(fields, "groupIdToken", CommandData.groupId(data), data.text("idTokenType"));
        return call("ReserveNow", fields);
    }

    static Downlink.Call setChargingProfile(Payload data) throws UntranslatableCommandException {
        JsonBuilder fields = new JsonBuilder(512).raw("evseId", requiredEvseId(data));
        ChargingProfiles2.write(fields, data.object("chargingProfile"));
        return call("SetChargingProfile", fields);
    }

    static Downlink.Call clearChargingProfile(Payload data) {
        String evseId = evseId(data);
        JsonBuilder fields = new JsonBuilder().raw("chargingProfileId", data.text("chargingProfileId"));
        if (evseId != null || data.has("chargingProfilePurpose") || data.has("stackLevel")) {
            fields.beginObject("chargingProfileCriteria")
                    .raw("evseId", evseId)
                    .field(
                            "chargingProfilePurpose",
                            Vocabulary2.chargingProfilePurpose(data.text("chargingProfilePurpose")))
                    .raw("stackLevel", data.text("stackLevel"))
                    .endObject();
        }
        return call("ClearChargingProfile", fields);
    }

    static Downlink.Call getCompositeSchedule(Payload data) throws UntranslatableCommandException {
        return call(
                "GetCompositeSchedule",
                new JsonBuilder()
                        .raw("evseId", requiredEvseId(data))
                        .raw("duration", data.text("duration"))
                        .field("chargingRateUnit", data.text("chargingRateUnit")));
    }

    static Downlink.Call sendLocalList(Payload data) {
        JsonBuilder fields = new JsonBuilder()
                .raw("versionNumber", data.text("version"))
                .field("updateType", data.text("updateType"));
        if (!data.objects("entries").isEmpty()) {
            fields.beginArray("localAuthorizationList");
            for (Payload entry : data.objects("entries")) {
                idToken(fields.beginObject(), entry);
                String status = entry.text("status");
                if (status != null) {
                    fields.beginObject("idTokenInfo")
                            .field("status", Vocabulary2.status(status))
                            .field("cacheExpiryDateTime", UnifiedVocabulary.date(entry.text("expiresAt")));
                    IdTokens.toMessage(fields, "groupIdToken", CommandData.groupId(entry), entry.text("idTokenType"))
                            .endObject();
                }
                fields.endObject();
            }
            fields.endArray();
        }
        return call("SendLocalList", fields);
    }

    private static JsonBuilder idToken(JsonBuilder fields, Payload data) {
        return IdTokens.toMessage(fields, "idToken", data.text("idToken"), data.text("idTokenType"));
    }

    /** Returns the EVSE. A connectorId without evseId is a connector of OCPP 1.6, which corresponds to an EVSE. */
    static @Nullable String evseId(Payload data) {
        return data.has("evseId") ? data.text("evseId") : data.text("connectorId");
    }

    private static String requiredEvseId(Payload data) throws UntranslatableCommandException {
        String evseId = evseId(data);
        if (evseId == null) {
            throw new UntranslatableCommandException("data/evseId is required");
        }
        return evseId;
    }

    /** Writes the field evse. Writes nothing for the whole charge point. */
    static JsonBuilder evse(JsonBuilder fields, Payload data) throws UntranslatableCommandException {
        String evseId = evseId(data);
        String connectorId = data.has("evseId") ? data.text("connectorId") : null;
        if ("0".equals(evseId) && connectorId != null && !connectorId.equals("0")) {
            throw new UntranslatableCommandException(
                    "data/evseId 0 denotes the whole charge point, which excludes data/connectorId");
        }
        if (evseId == null || evseId.equals("0")) {
            return fields;
        }
        return fields.beginObject("evse")
                .raw("id", evseId)
                .raw("connectorId", connectorId)
                .endObject();
    }
}
