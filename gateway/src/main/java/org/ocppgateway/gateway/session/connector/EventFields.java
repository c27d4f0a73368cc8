package org.ocppgateway.gateway.session.connector;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Timestamps;
import org.ocppgateway.protocol.json.JsonCursor;
import org.ocppgateway.protocol.json.JsonCursor.Kind;
import org.ocppgateway.protocol.json.MalformedJsonException;
import org.ocppgateway.protocol.json.UnpairedSurrogates;

/** The unified fields of one event that concern connectors and transactions. Skips all other fields without copying them. */
final class EventFields {
    /** Longer texts are truncated, except for id tokens. */
    static final int MAX_TEXT = 64;

    private static final Set<String> TEXTS = Set.of(
            "evseId",
            "connectorId",
            "status",
            "errorCode",
            "transactionId",
            "timestamp",
            "chargingState",
            "meterStart");

    private static final Set<String> SAMPLE_TEXTS = Set.of("value", "measurand", "unit", "location", "phase");

    private static final double WH_PER_KWH = 1_000;

    private final Map<String, String> texts = new HashMap<>();
    private final List<EventFields> connectors = new ArrayList<>();
    private @Nullable String idToken;
    private @Nullable Double register;

    private EventFields() {}

    /** @param members members of a JSON object without its braces */
    static EventFields read(String members) {
        EventFields fields = new EventFields();
        try {
            fields.readObject(new JsonCursor('{' + members + '}', JsonCursor.MAX_DEPTH));
        } catch (MalformedJsonException e) {
            // The gateway wrote the text, so it is only nested too deeply. What was read before that counts.
        }
        return fields;
    }

    private void readObject(JsonCursor cursor) throws MalformedJsonException {
        for (boolean more = cursor.enter(); more; more = cursor.next()) {
            String name = cursor.name();
            Kind kind = cursor.kind();
            if (isText(kind) && TEXTS.contains(name)) {
                texts.put(name, cursor.text());
            } else if (kind == Kind.OBJECT && name.equals("idToken")) {
                idToken = readTexts(cursor, Set.of("value")).get("value");
            } else if (kind == Kind.ARRAY && name.equals("meterValues")) {
                readMeterValues(cursor);
            } else if (kind == Kind.ARRAY && name.equals("connectors")) {
                readConnectors(cursor);
            } else {
                cursor.skip();
            }
        }
    }

    private void readConnectors(JsonCursor cursor) throws MalformedJsonException {
        for (boolean more = cursor.enter(); more; more = cursor.next()) {
            EventFields connector = new EventFields();
            connector.readObject(cursor);
            connectors.add(connector);
        }
    }

    private void readMeterValues(JsonCursor cursor) throws MalformedJsonException {
        for (boolean value = cursor.enter(); value; value = cursor.next()) {
            for (boolean member = cursor.enter(); member; member = cursor.next()) {
                if (cursor.name().equals("samples")) {
                    for (boolean sample = cursor.enter(); sample; sample = cursor.next()) {
                        readSample(readTexts(cursor, SAMPLE_TEXTS));
                    }
                } else {
                    cursor.skip();
                }
            }
        }
    }

    /** The last value of the energy register counts. Values of single phases and of other places than the outlet do not. */
    private void readSample(Map<String, String> sample) {
        if (!"Energy.Active.Import.Register".equals(sample.get("measurand"))
                || sample.containsKey("phase")
                || !"Outlet".equals(sample.get("location"))) {
            return;
        }
        Double value = number(sample.get("value"));
        String unit = sample.getOrDefault("unit", "");
        if (value != null && (unit.equals("Wh") || unit.equals("kWh"))) {
            register = unit.equals("kWh") ? Double.valueOf(value * WH_PER_KWH) : value;
        }
    }

    private static Map<String, String> readTexts(JsonCursor cursor, Set<String> names) throws MalformedJsonException {
        Map<String, String> found = new HashMap<>();
        for (boolean more = cursor.enter(); more; more = cursor.next()) {
            String name = cursor.name();
            if (names.contains(name) && isText(cursor.kind())) {
                found.put(name, cursor.text());
            } else {
                cursor.skip();
            }
        }
        return found;
    }

    private static boolean isText(Kind kind) {
        return kind == Kind.STRING || kind == Kind.NUMBER;
    }

    /** At most {@value #MAX_TEXT} characters; null if it is absent. */
    @Nullable
    String text(String name) {
        String text = texts.get(name);
        return text == null ? null : truncated(text);
    }

    static String truncated(String text) {
        return UnpairedSurrogates.truncate(text, MAX_TEXT);
    }

    /** Null if it is absent, or not an integer of 32 bits. */
    @Nullable
    Integer integer(String name) {
        String text = texts.get(name);
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Null if it is absent or not finite. */
    private static @Nullable Double number(@Nullable String text) {
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
        return number(texts.get("meterStart"));
    }

    @Nullable
    Instant timestamp() {
        String text = texts.get("timestamp");
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
