package org.ocppgateway.protocol.v2;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonBuilder;

/** Writes id tokens. OCPP 2.x uses an object, the commands of the unified model use two fields. */
final class IdTokens {
    /** Type of a token that the backend gives without one. */
    private static final String CENTRAL = "Central";

    private IdTokens() {}

    /** Writes the field idToken of an event. Writes nothing if there is none. */
    static void toEvent(JsonBuilder fields, @Nullable Payload token) {
        if (token == null || !token.has("idToken")) {
            return;
        }
        fields.beginObject("idToken").field("value", token.text("idToken")).field("type", token.text("type"));
        if (!token.objects("additionalInfo").isEmpty()) {
            additionalInfo(fields, token);
        }
        fields.endObject();
    }

    private static void additionalInfo(JsonBuilder fields, Payload token) {
        fields.beginArray("additionalInfo");
        for (Payload info : token.objects("additionalInfo")) {
            if (info.has("additionalIdToken") && info.has("type")) {
                fields.beginObject()
                        .field("additionalIdToken", info.text("additionalIdToken"))
                        .field("type", info.text("type"))
                        .endObject();
            }
        }
        fields.endArray();
    }

    /** Writes a token into a message to the charge point. Writes nothing if there is none. */
    static JsonBuilder toMessage(JsonBuilder fields, String name, @Nullable String token, @Nullable String type) {
        if (token != null) {
            fields.beginObject(name)
                    .field("idToken", token)
                    .field("type", type == null ? CENTRAL : type)
                    .endObject();
        }
        return fields;
    }
}
