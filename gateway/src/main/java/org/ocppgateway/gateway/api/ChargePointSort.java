package org.ocppgateway.gateway.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Orders of the list of charge points. All but {@link #ID} list the greatest values first and have no further pages. */
enum ChargePointSort {
    ID(null),
    /** By sessions that ended within the last hour. */
    RECONNECTS("reconnects"),
    /** By round-trip time. */
    LATENCY("roundTripMillis"),
    /** By received messages. */
    MESSAGES("messagesReceived");

    private final @Nullable String member;

    ChargePointSort(@Nullable String member) {
        this.member = member;
    }

    /** @throws IllegalArgumentException if there is no such order */
    static ChargePointSort of(@Nullable String parameter) {
        if (parameter == null) {
            return ID;
        }
        for (ChargePointSort sort : values()) {
            if (sort != ID && sort.label().equals(parameter)) {
                return sort;
            }
        }
        throw new IllegalArgumentException("sort must be reconnects, latency or messages");
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Comparator<JsonObject> order() {
        Comparator<JsonObject> byId =
                Comparator.comparing(item -> item.get(ChargePointJson.ID).getAsString());
        return this == ID
                ? byId
                : Comparator.comparingDouble(this::value).reversed().thenComparing(byId);
    }

    private double value(JsonObject item) {
        JsonElement value = item.get(String.valueOf(member));
        return value == null ? -1 : value.getAsDouble();
    }
}
