package org.ocppgateway.gateway.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.session.SessionFacts;

/** Orders of the list of charge points. All but {@link #ID} list the greatest values first and have no further pages. */
enum ChargePointSort {
    ID(null),
    /** By sessions that ended within the last hour. */
    RECONNECTS("reconnects"),
    /** By round-trip time. */
    LATENCY("roundTripMillis"),
    /** By received messages. */
    MESSAGES("messagesReceived");

    /** Less than every value. */
    private static final double UNKNOWN = -1;

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

    /** The same order of sessions of this pod; of {@link #RECONNECTS}, which need the history, the latest connection first. */
    Comparator<SessionFacts> orderOfFacts() {
        Comparator<SessionFacts> byId =
                Comparator.comparing(facts -> facts.route().chargePointId().value());
        Comparator<SessionFacts> byValue = switch (this) {
            case ID -> byId;
            case RECONNECTS ->
                Comparator.comparing((SessionFacts facts) -> facts.route().connectedAt())
                        .reversed();
            case LATENCY ->
                Comparator.comparingDouble(ChargePointSort::roundTripMillis).reversed();
            case MESSAGES ->
                Comparator.comparingInt((SessionFacts facts) -> facts.messages().received())
                        .reversed();
        };
        return byValue.thenComparing(byId);
    }

    private static double roundTripMillis(SessionFacts facts) {
        Duration roundTrip = facts.connection().roundTrip();
        return roundTrip == null ? UNKNOWN : ChargePointJson.millis(roundTrip);
    }

    private double value(JsonObject item) {
        JsonElement value = item.get(String.valueOf(member));
        return value == null ? UNKNOWN : value.getAsDouble();
    }
}
