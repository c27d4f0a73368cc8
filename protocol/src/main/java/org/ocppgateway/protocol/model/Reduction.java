package org.ocppgateway.protocol.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Set;

/**
 * Makes records smaller that Kafka refuses as too large. Each step leaves out more than the one before it, and every reduced record has
 * {@code "payloadDropped":true}. Ids, names and words are never left out. Reads the encoded record, as this happens rarely.
 */
public enum Reduction {
    /** An event without its unified samples, which {@code ocpp.payload} has, too; a result without its payload. */
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

    /** An event without its payload as well; a result without its unified data as well. */
    SECOND {
        @Override
        void reduceEvent(JsonObject data) {
            FIRST.reduceEvent(data);
            JsonElement message = data.get("ocpp");
            if (message instanceof JsonObject object && object.has("payload")) {
                object.add("payload", JsonNull.INSTANCE); // a field of every message stays there
            }
        }

        @Override
        void reduceResult(JsonObject result) {
            FIRST.reduceResult(result);
            result.remove("data");
        }
    },

    /** Without any field that is long, so that what is left fits into a record of 64 KiB. */
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

    /** A longer field is one that a charge point or a backend can fill at will. In characters, as JSON. */
    private static final int LONG = 1024;

    private static final Set<String> KEPT = Set.of("ocpp", "reply");

    /** The event, smaller. */
    public byte[] event(byte[] event) {
        JsonObject record = JsonParser.parseString(new String(event, StandardCharsets.UTF_8))
                .getAsJsonObject();
        JsonObject data = record.getAsJsonObject("data");
        reduceEvent(data);
        data.addProperty("payloadDropped", true);
        return record.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The result of a command, smaller. */
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
