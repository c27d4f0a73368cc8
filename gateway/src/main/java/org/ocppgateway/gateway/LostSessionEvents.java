package org.ocppgateway.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.history.SessionHistory;

/** Publishes the offline events of sessions that ended with their pod, and records these ends in the history. Thread-safe. */
final class LostSessionEvents implements EventPublisher {
    private final EventPublisher events;
    private final SessionHistory history;

    LostSessionEvents(EventPublisher events, SessionHistory history) {
        this.events = events;
        this.history = history;
    }

    @Override
    public int partitionOf(ChargePointId key) {
        return events.partitionOf(key);
    }

    @Override
    public void publish(ChargePointId key, byte[] event) throws PublishException, InterruptedException {
        events.publish(key, event);
        history.add(key, record(event));
    }

    private static String record(byte[] event) {
        JsonObject envelope = JsonParser.parseString(new String(event, UTF_8)).getAsJsonObject();
        JsonObject data = envelope.getAsJsonObject("data");
        JsonObject session = new JsonObject();
        session.add("pod", data.get("podId"));
        session.add("epoch", data.get("sessionEpoch"));
        JsonElement version = data.get("protocolVersion");
        if (version != null) {
            session.addProperty("protocol", "ocpp" + version.getAsString());
        }
        session.add("endedAt", envelope.get("time"));
        session.add("reason", data.get("reason"));
        session.add("endedBy", data.get("endedBy"));
        return session.toString();
    }
}
