package org.ocppgateway.gateway.api;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.session.SessionFacts;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.registration.Registration;
import org.ocppgateway.routing.route.FoundRoute;

/** Facts about a charge point as JSON of the API. */
final class ChargePointJson {
    static final String ID = "chargePointId";

    private ChargePointJson() {}

    /** Facts of a session of this pod. */
    static JsonObject of(SessionFacts facts, Instant now) {
        JsonObject json = new JsonObject();
        json.addProperty(ID, facts.route().chargePointId().value());
        json.addProperty("online", true);
        json.addProperty("pod", facts.route().pod().value());
        json.addProperty("epoch", facts.route().epoch().value());
        json.addProperty("protocol", facts.route().protocol().subprotocol());
        json.addProperty("connectedAt", facts.route().connectedAt().toString());
        json.addProperty("remoteAddress", facts.remoteAddress());
        json.addProperty("securityProfile", facts.authenticated().profile().level());
        addRegistration(json, facts.registration(), facts.make(), facts.serialNumber());
        json.addProperty("lastHeardAt", now.minus(facts.connection().silence()).toString());
        addMillis(json, "roundTripMillis", facts.connection().roundTrip());
        Duration offset = facts.messages().clockOffset();
        if (offset != null) {
            json.addProperty("clockOffsetMillis", offset.toMillis());
        }
        json.addProperty("bytesReceived", facts.connection().bytes().received());
        json.addProperty("bytesSent", facts.connection().bytes().sent());
        json.addProperty("messagesReceived", facts.messages().received());
        json.addProperty("violations", facts.messages().violations());
        JsonObject queues = new JsonObject();
        queues.addProperty("received", facts.connection().inbox());
        queues.addProperty("uplink", facts.messages().waitingCalls());
        queues.addProperty("commands", facts.messages().waitingCommands());
        queues.addProperty("sending", facts.connection().outbox());
        json.add("queues", queues);
        if (facts.messages().outstanding() != null) {
            json.addProperty("outstandingCall", facts.messages().outstanding().name());
        }
        return json;
    }

    /** Facts in the route of a charge point, for the case that its pod does not answer. */
    static JsonObject of(FoundRoute route) {
        JsonObject json = new JsonObject();
        json.addProperty(ID, route.chargePointId().value());
        json.addProperty("online", true);
        json.addProperty("pod", route.pod().value());
        json.addProperty("epoch", route.epoch().value());
        json.addProperty("protocol", route.protocol());
        json.addProperty("connectedAt", route.connectedAt().toString());
        return json;
    }

    /**
     * The last facts of a charge point without a session.
     *
     * @param lastSession null if no session is recorded
     */
    static JsonObject offline(ChargePointId id, @Nullable Registration registration, @Nullable JsonObject lastSession) {
        JsonObject json = new JsonObject();
        json.addProperty(ID, id.value());
        json.addProperty("online", false);
        if (lastSession != null) {
            EndedSessions.copyFacts(lastSession, json);
        }
        if (registration != null) {
            addRegistration(json, registration.status(), registration.make(), registration.serialNumber());
        }
        return json;
    }

    private static void addRegistration(
            JsonObject json,
            Registration.@Nullable Status status,
            Registration.Make make,
            @Nullable String serialNumber) {
        if (status != null) {
            json.addProperty("registration", status.label());
        }
        OptionalMember.add(json, "vendor", make.vendor());
        OptionalMember.add(json, "model", make.model());
        OptionalMember.add(json, "firmware", make.firmware());
        OptionalMember.add(json, "serialNumber", serialNumber);
    }

    private static void addMillis(JsonObject json, String name, @Nullable Duration time) {
        if (time != null) {
            json.addProperty(name, millis(time));
        }
    }

    /** Milliseconds with microseconds as decimals. */
    static double millis(Duration time) {
        return time.toNanos() / 1_000 / 1e3;
    }
}
