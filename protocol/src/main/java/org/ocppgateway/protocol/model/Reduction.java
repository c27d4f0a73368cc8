package org.ocppgateway.protocol.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Set;

/**
 * Reduces records that Kafka rejects as too large. Each step omits more than the previous one. A reduced record contains {@code
 * "payloadDropped":true}. Ids, names and enumeration values are never omitted. Parses the encoded record; this happens rarely.
 */
public enum Reduction {
    /** Omits the unified samples of an event, which {@code ocpp.payload} also contains. Omits the payload of a result. */
    FIRST {
        @Override
        void reduceEvent(JsonObject data) {
            data.remove("meterValues");
        }

        @Override
        void reduceResult(JsonObject result) {
            result.remove("payload");
        }
    },

    /** Also omits the payload of an event. Also omits the unified data of a result. */
    SECOND {
        @Override
        void reduceEvent(JsonObject data) {
            FIRST.reduceEvent(data);
            JsonElement message = data.get("ocpp");
            if (message instanceof JsonObject object && object.has("payload")) {
                object.add("payload", JsonNull.INSTANCE); // the field is required
            }
        }

        @Override
        void reduceResult(JsonObject result) {
            FIRST.reduceResult(result);
            result.remove("data");
        }
    },

    /** Omits every long field, so that the rest fits into a record of 64 KiB. */
    LAST {
        @Override
        void reduceEvent(JsonObject data) {
            SECOND.reduceEvent(data);
            removeLong(data);
        }

        @Override
        void reduceResult(JsonObject result) {
            SECOND.reduceResult(result);
            removeLong(result);
        }
    };

    /** Longer fields contain free input of a charge point or a backend. In characters, as JSON. */
    private static final int LONG = 1024;

    private static final Set<String> KEPT = Set.of("ocpp", "reply");

    /** Returns the reduced event. */
    public byte[] event(byte[] event) {
        JsonObject record = JsonParser.parseString(new String(event, StandardCharsets.UTF_8))
                .getAsJsonObject();
        JsonObject data = record.getAsJsonObject("data");
        reduceEvent(data);
        data.addProperty("payloadDropped", true);
        return record.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the reduced result of a command. */
    public String result(String result) {
        JsonObject record = JsonParser.parseString(result).getAsJsonObject();
        reduceResult(record);
        record.addProperty("payloadDropped", true);
        return record.toString();
    }

    abstract void reduceEvent(JsonObject data);

    abstract void reduceResult(JsonObject result);

    private static void removeLong(JsonObject object) {
        for (String name : new ArrayList<>(object.keySet())) {
            if (!KEPT.contains(name) && object.get(name).toString().length() > LONG) {
                object.remove(name);
            }
        }
    }
}
