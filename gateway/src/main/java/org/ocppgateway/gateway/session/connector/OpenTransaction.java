package org.ocppgateway.gateway.session.connector;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A transaction that has not ended. Guarded by the monitor of {@link ConnectorStates}. */
final class OpenTransaction {
    private final String id;
    private Place place = new Place(null, null);
    private Instant updatedAt;
    private @Nullable Instant startedAt;
    private @Nullable Double meterStart;
    private @Nullable Double register;
    private @Nullable String chargingState;
    private @Nullable String idToken;
    private boolean charging;

    OpenTransaction(String id, Instant now) {
        this.id = id;
        this.updatedAt = now;
    }

    /** Takes over what a message says. Later messages often omit what an earlier one said. */
    void update(EventFields fields, Instant now, UnaryOperator<String> maskToken) {
        updatedAt = now;
        charging = true;
        Place reported = Place.of(fields);
        if (reported.isNamed() && (reported.connectorId() != null || !reported.isAtSameEvseAs(place))) {
            place = reported;
        }
        if (fields.register() != null) {
            register = fields.register();
        }
        if (fields.text(EventField.CHARGING_STATE) != null) {
            chargingState = fields.text(EventField.CHARGING_STATE);
        }
        String token = fields.idToken();
        if (token != null) {
            idToken = EventFields.truncated(maskToken.apply(token));
        }
    }

    void start(EventFields fields) {
        startedAt = fields.timestamp();
        meterStart = fields.meterStart();
    }

    Place place() {
        return place;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    boolean isCharging() {
        return charging;
    }

    /** No vehicle is connected any more. */
    void onAvailable() {
        charging = false;
    }

    ReportedTransaction view() {
        Double energy = meterStart == null || register == null ? null : Double.valueOf(register - meterStart);
        return new ReportedTransaction(id, startedAt, energy, chargingState, idToken);
    }
}
