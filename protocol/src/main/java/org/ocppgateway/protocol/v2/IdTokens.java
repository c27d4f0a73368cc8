package org.ocppgateway.protocol.v2;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonBuilder;

/** Id tokens, which OCPP 2.x writes as an object and the unified model's commands as two fields. */
final class IdTokens {
    /** The type of a token that the backend names without one. */
    private static final String CENTRAL = "Central";

    private IdTokens() {}

    /** The field idToken of an event; left out if there is none. */
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

    /** A token in a message to the charge point; left out if there is none. */
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
