package org.ocppgateway.protocol.v2;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.translation.ContentKeys;
import org.ocppgateway.protocol.translation.FieldCopy;
import org.ocppgateway.protocol.translation.TranslatedEvent;

/**
 * Translates NotifyEvent. It can also report the availability of connectors: OCPP 2.1 prefers it to StatusNotification, and the
 * gateway supports both.
 */
final class DeviceEvents {
    private static final Set<String> STATES = Set.of("Available", "Occupied", "Reserved", "Unavailable", "Faulted");

    private final FieldCopy copy;

    /** Status of a connector. */
    private record State(
            String evseId,
            String connectorId,
            @Nullable String status,
            @Nullable String timestamp) {

        JsonBuilder write(JsonBuilder fields) {
            return fields.raw("evseId", evseId)
                    .raw("connectorId", connectorId)
                    .field("status", status)
                    .field("timestamp", timestamp);
        }
    }

    DeviceEvents(ObjectType message) {
        this.copy = FieldCopy.toEvent(
                message, Objects.requireNonNull(UnifiedModel.events().event(EventType.DEVICE_EVENT.name())), Map.of());
    }

    TranslatedEvent event(UplinkContext context, Payload message) {
        List<Payload> items = message.objects("eventData");
        List<State> states = new ArrayList<>();
        for (Payload item : items) {
            State state = state(item);
            if (state != null) {
                states.add(state);
            }
        }
        if (items.size() == 1 && states.size() == 1) {
            String fields = states.getFirst().write(new JsonBuilder()).toString();
            return event(EventType.CONNECTOR_STATUS, fields, context, message);
        }
        JsonBuilder fields = new JsonBuilder(512);
        copy.write(message, fields);
        if (!states.isEmpty()) {
            fields.beginArray("connectors");
            states.forEach(state -> state.write(fields.beginObject()).endObject());
            fields.endArray();
        }
        return event(EventType.DEVICE_EVENT, fields.toString(), context, message);
    }

    private static TranslatedEvent event(EventType type, String fields, UplinkContext context, Payload message) {
        String contentKey = ContentKeys.byTime(
                context, message.canonicalText(), Collections.singletonList(message.text("generatedAt")));
        return new TranslatedEvent(type, fields, EventPriority.NORMAL, contentKey);
    }

    private static @Nullable State state(Payload item) {
        Payload component = item.object("component");
        Payload variable = item.object("variable");
        if (component == null
                || variable == null
                || !"Connector".equals(component.text("name"))
                || !"AvailabilityState".equals(variable.text("name"))) {
            return null;
        }
        Payload evse = component.object("evse");
        String evseId = evse == null ? null : evse.text("id");
        String connectorId = evse == null ? null : evse.text("connectorId");
        String status = item.text("actualValue");
        return evseId == null || connectorId == null || !STATES.contains(String.valueOf(status))
                ? null
                : new State(evseId, connectorId, status, item.text("timestamp"));
    }
}
