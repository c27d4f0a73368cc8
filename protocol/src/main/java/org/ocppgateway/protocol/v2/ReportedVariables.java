package org.ocppgateway.protocol.v2;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.translation.FieldCopy;
import org.ocppgateway.protocol.translation.ReadAnswer;

/** Writes the values of variables in one form, from an answer to GetVariables and from a NotifyReport. */
final class ReportedVariables {
    private static final String ACCEPTED = "Accepted";
    private static final String ACTUAL = "Actual";
    private static final Set<String> UNKNOWN = Set.of("UnknownComponent", "UnknownVariable");

    private final FieldCopy variable;
    private final FieldCopy report;

    ReportedVariables(Dictionary dictionary) {
        ObjectType value = Objects.requireNonNull(UnifiedModel.results().type("ConfigurationValue"));
        this.variable = FieldCopy.toEvent(Objects.requireNonNull(dictionary.type("GetVariableResult")), value, Map.of())
                .without("attributeType");
        this.report = FieldCopy.toEvent(
                Objects.requireNonNull(dictionary.type("ReportData")),
                Objects.requireNonNull(UnifiedModel.events().type("ReportData")),
                Map.of());
    }

    /** Writes the field reportData and, if the command requested keys, the field unknownKeys. */
    void ofAnswer(ReadAnswer read, JsonBuilder to) {
        Map<String, String> asked = askedKeys(read);
        List<Payload> results = read.answer().objects("getVariableResult");
        JsonBuilder unknown = new JsonBuilder().beginArray();
        to.beginArray("reportData");
        for (Payload result : results) {
            String name = name(result);
            String key = name == null ? null : asked.getOrDefault(lowerCase(name), ConfigurationKeys.key(name));
            if (key != null && !asked.isEmpty() && UNKNOWN.contains(String.valueOf(result.text("attributeStatus")))) {
                unknown.element(key);
            } else if (key != null) {
                value(key, result, to);
            }
        }
        to.endArray();
        if (!asked.isEmpty()) {
            asked.values().stream()
                    .filter(key -> !ConfigurationKeys.isVariable(key))
                    .forEach(unknown::element);
            to.raw("unknownKeys", unknown.endArray().toString());
        }
    }

    private void value(String key, Payload result, JsonBuilder to) {
        String status = result.text("attributeStatus");
        String attribute = result.text("attributeType");
        to.beginObject().field("key", key).field("value", result.text("attributeValue"));
        variable.write(result, to);
        to.field("attributeType", ACTUAL.equals(attribute) ? null : attribute)
                .field("status", ACCEPTED.equals(status) ? null : status)
                .endObject();
    }

    /** Returns the keys of a command by the variables that they denote. Empty if the command contains variables. */
    private static Map<String, String> askedKeys(ReadAnswer read) {
        Map<String, String> keys = new HashMap<>();
        if (read.data().type().declares("keys")) {
            for (String key : read.data().texts("keys")) {
                keys.put(lowerCase(ConfigurationKeys.variable(key)), key);
            }
        }
        return keys;
    }

    /** Writes the field reportData of a NotifyReport. */
    void ofReport(Payload message, JsonBuilder to) {
        if (!message.has("reportData")) {
            return;
        }
        to.beginArray("reportData");
        for (Payload item : message.objects("reportData")) {
            String name = name(item);
            to.beginObject().field("key", name == null ? null : ConfigurationKeys.key(name));
            Payload actual = actual(item);
            if (actual != null) {
                to.field("value", actual.text("value")).field("readonly", "ReadOnly".equals(actual.text("mutability")));
            }
            report.write(item, to);
            to.endObject();
        }
        to.endArray();
    }

    private static @Nullable Payload actual(Payload item) {
        for (Payload attribute : item.objects("variableAttribute")) {
            if (!attribute.has("type") || ACTUAL.equals(attribute.text("type"))) {
                return attribute;
            }
        }
        return null;
    }

    /** Returns the full name of a variable as {@code Component.Variable[Instance]}, or null if a part is missing. */
    private static @Nullable String name(Payload item) {
        Payload component = item.object("component");
        Payload variable = item.object("variable");
        if (component == null || variable == null || !component.has("name") || !variable.has("name")) {
            return null;
        }
        String instance = variable.text("instance");
        String name = component.text("name") + '.' + variable.text("name");
        return instance == null ? name : name + '[' + instance + ']';
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
