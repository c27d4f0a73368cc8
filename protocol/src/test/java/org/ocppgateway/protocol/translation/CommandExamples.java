package org.ocppgateway.protocol.translation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.Field;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.ValueType;
import org.ocppgateway.protocol.dictionary.ValueType.AnyType;
import org.ocppgateway.protocol.dictionary.ValueType.ArrayType;
import org.ocppgateway.protocol.dictionary.ValueType.BooleanType;
import org.ocppgateway.protocol.dictionary.ValueType.DateTimeType;
import org.ocppgateway.protocol.dictionary.ValueType.EnumType;
import org.ocppgateway.protocol.dictionary.ValueType.IntegerType;
import org.ocppgateway.protocol.dictionary.ValueType.NumberType;
import org.ocppgateway.protocol.dictionary.ValueType.TextType;
import org.ocppgateway.protocol.dictionary.ValueType.UriType;

/**
 * Example values for the fields of commands. If a field of some version has the same name and an enumeration, its values are
 * used.
 */
final class CommandExamples {
    /**
     * Strings that no dictionary enumerates, or that several dictionaries enumerate for the same name; by field, or by type and
     * field.
     */
    private static final Map<String, List<String>> TEXTS = Map.of(
            "certificateTypes", List.of("CSMSRootCertificate", "ManufacturerRootCertificate"),
            "idTokenType", List.of("Central", "ISO14443"),
            "key", List.of("HeartbeatInterval", "ConnectionTimeOut"),
            "keys", List.of("HeartbeatInterval", "ConnectionTimeOut"),
            "location", List.of("ftp://example.org/a", "ftp://example.org/b"),
            "message", List.of("StatusNotification", "MeterValues"),
            "transactionId", List.of("7", "8"),
            "FixedVar/unit", List.of("Not_Applicable", "PctMaxVar"),
            "TaxRate/type", List.of("vat", "federal"),
            "Vpn/type", List.of("IKEv2", "IPSec"));

    /** Fields that some version requires although the unified model does not. */
    private static final Set<String> DEMANDED =
            Set.of("ChargingSchedulePeriod/limit", "NetworkProfile/ocppVersion", "TaxRate/tax", "TaxRate/type");

    private static final Map<String, List<String>> KNOWN = known();

    private CommandExamples() {}

    /** Returns example values of a field, those of most versions first; at least two unless it is an object. */
    static List<JsonElement> of(ObjectType holder, Field field) {
        String name = holder.name() + '/' + field.name();
        return of(field.type(), TEXTS.containsKey(name) ? name : field.name());
    }

    /** Returns an object with its required fields. */
    static JsonObject minimal(ObjectType type) {
        JsonObject object = new JsonObject();
        for (Field field : type.fields()) {
            if (field.required() || DEMANDED.contains(type.name() + '/' + field.name())) {
                object.add(field.name(), of(type, field).getFirst());
            }
        }
        return object;
    }

    private static List<JsonElement> of(ValueType type, String name) {
        return switch (type) {
            case EnumType words -> texts(words.values());
            case TextType text -> texts(KNOWN.getOrDefault(name, List.of("1", "2")));
            case UriType uri -> texts(List.of("ftp://example.org/a", "ftp://example.org/b"));
            case DateTimeType date -> texts(List.of("2026-11-21T09:30:00Z", "2026-11-22T09:30:00Z"));
            case IntegerType integer -> numbers(1, 2, 3);
            case NumberType number -> numbers(1, 2, -1, -2);
            case BooleanType flag -> List.of(new JsonPrimitive(true), new JsonPrimitive(false));
            case AnyType any -> texts(List.of("a", "b"));
            case ObjectType object -> List.of(minimal(object));
            case ArrayType array ->
                of(array.element(), name).stream().map(CommandExamples::alone).toList();
        };
    }

    private static JsonElement alone(JsonElement element) {
        JsonArray array = new JsonArray();
        array.add(element);
        return array;
    }

    private static List<JsonElement> texts(List<String> texts) {
        return texts.stream().<JsonElement>map(JsonPrimitive::new).toList();
    }

    private static List<JsonElement> numbers(int... numbers) {
        List<JsonElement> elements = new ArrayList<>();
        for (int number : numbers) {
            elements.add(new JsonPrimitive(number));
        }
        return elements;
    }

    /** Returns the enumeration values of all versions by field name, those of most versions first. */
    private static Map<String, List<String>> known() {
        Map<String, Map<String, Integer>> counts = new HashMap<>();
        for (OcppVersion version : OcppVersion.values()) {
            for (ObjectType type : Dictionary.of(version).types()) {
                for (Field field : type.fields()) {
                    ValueType element = field.type() instanceof ArrayType array ? array.element() : field.type();
                    if (element instanceof EnumType words) {
                        Map<String, Integer> known =
                                counts.computeIfAbsent(field.name(), name -> new LinkedHashMap<>());
                        words.values().forEach(word -> known.merge(word, 1, Integer::sum));
                    }
                }
            }
        }
        Map<String, List<String>> known = new HashMap<>(TEXTS);
        counts.forEach((name, words) -> known.putIfAbsent(
                name,
                words.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                        .map(Map.Entry::getKey)
                        .toList()));
        return known;
    }
}
