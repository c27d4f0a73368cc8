package org.ocppgateway.gateway.session.connector;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Timestamps;
import org.ocppgateway.protocol.json.JsonCursor;
import org.ocppgateway.protocol.json.JsonCursor.Kind;
import org.ocppgateway.protocol.json.MalformedJsonException;
import org.ocppgateway.protocol.json.StringTable;
import org.ocppgateway.protocol.json.UnpairedSurrogates;

/** The unified fields of one event that concern connectors and transactions. Skips all other fields without copying them. */
final class EventFields {
    /** Longer texts are truncated, except for id tokens. */
    static final int MAX_TEXT = 64;

    private static final StringTable VALUE = new StringTable(List.of("value"));

    private final Map<EventField, String> texts = new EnumMap<>(EventField.class);
    private final List<EventFields> connectors = new ArrayList<>(0);
    private @Nullable String idToken;
    private @Nullable Double register;

    private EventFields() {}

    /** @param members members of a JSON object without its braces */
    static EventFields read(String members) {
        EventFields fields = new EventFields();
        try {
            JsonCursor cursor = new JsonCursor(members, JsonCursor.MAX_DEPTH);
            for (boolean more = !cursor.atEnd(); more; more = cursor.next()) {
                fields.readMember(cursor);
            }
        } catch (MalformedJsonException e) {
            // The gateway wrote the text, so it is only nested too deeply. What was read before that counts.
        }
        return fields;
    }

    private void readMember(JsonCursor cursor) throws MalformedJsonException {
        int position = cursor.takeName(EventField.NAMES, 0);
        if (position < 0) {
            cursor.skipMember();
            return;
        }
        EventField field = EventField.ALL.get(position);
        Kind kind = cursor.kind();
        if (field == EventField.ID_TOKEN && kind == Kind.OBJECT) {
            readIdToken(cursor);
        } else if (field == EventField.METER_VALUES && kind == Kind.ARRAY) {
            register = EnergyRegister.read(cursor);
        } else if (field == EventField.CONNECTORS && kind == Kind.ARRAY) {
            readConnectors(cursor);
        } else if (kind.isText()) {
            texts.put(field, cursor.text());
        } else {
            cursor.skip();
        }
    }

    private void readIdToken(JsonCursor cursor) throws MalformedJsonException {
        for (boolean more = cursor.enter(); more; more = cursor.next()) {
            if (cursor.takeName(VALUE, 0) < 0) {
                cursor.skipMember();
            } else {
                idToken = cursor.text();
            }
        }
    }

    private void readConnectors(JsonCursor cursor) throws MalformedJsonException {
        for (boolean more = cursor.enter(); more; more = cursor.next()) {
            EventFields connector = new EventFields();
            for (boolean member = cursor.enter(); member; member = cursor.next()) {
                connector.readMember(cursor);
            }
            connectors.add(connector);
        }
    }

    /** At most {@value #MAX_TEXT} characters; null if it is absent. */
    @Nullable
    String text(EventField field) {
        String text = texts.get(field);
        return text == null ? null : truncated(text);
    }

    static String truncated(String text) {
        return UnpairedSurrogates.truncate(text, MAX_TEXT);
    }

    /** Null if it is absent, or not an integer of 32 bits. */
    @Nullable
    Integer integer(EventField field) {
        String text = texts.get(field);
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Null if it is absent or not finite. */
    static @Nullable Double number(@Nullable String text) {
        if (text == null || text.length() > MAX_TEXT) {
            return null;
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? Double.valueOf(number) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Nullable
    Double meterStart() {
        return number(texts.get(EventField.METER_START));
    }

    @Nullable
    Instant timestamp() {
        String text = texts.get(EventField.TIMESTAMP);
        return text == null ? null : Timestamps.parse(text);
    }

    /** Of any length. */
    @Nullable
    String idToken() {
        return idToken;
    }

    /** Last value of the energy register in Wh. */
    @Nullable
    Double register() {
        return register;
    }

    /** Connectors whose status is in the event. */
    List<EventFields> connectors() {
        return connectors;
    }
}
