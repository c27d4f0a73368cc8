package org.ocppgateway.protocol.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Field;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Spelling;
import org.ocppgateway.protocol.dictionary.ValueType;
import org.ocppgateway.protocol.dictionary.ValueType.ArrayType;
import org.ocppgateway.protocol.dictionary.ValueType.EnumType;

/**
 * Converts alternative spellings of a backend into the spelling of the contract: enumeration values in another case or with
 * other separators ({@code OnIdle} for {@code on-idle}), values of OCPP, aliases of fields, and an id token as an object like
 * in events. The result is then validated by the contract.
 */
final class AlternativeSpellings {
    /** Values of OCPP with other letters than the values of the contract. */
    private static final Map<String, String> WORDS = Map.of(
            "ConcurrentTx", "concurrent",
            "Immediate", "hard",
            "UnknownMessageId", "unknown-message",
            "UnknownVendorId", "unknown-vendor");

    /** Aliases of fields, mapped to the names of the contract. */
    private static final Map<String, String> FIELDS =
            Map.of("groupIdToken", "groupId", "idTag", "idToken", "parentIdTag", "groupId", "key", "keys");

    /** Tokens that events and OCPP 2.x write as an object, mapped to the field of their type. */
    private static final Map<String, String> TOKEN_TYPES = Map.of("idToken", "idTokenType", "groupId", "groupIdType");

    private AlternativeSpellings() {}

    /** Returns the data in the spelling of the contract. Unreadable data are returned unchanged. */
    static String replaced(ObjectType type, String json) {
        try {
            if (JsonParser.parseString(json) instanceof JsonObject object) {
                replace(type, object);
                return object.toString();
            }
        } catch (JsonParseException | IllegalStateException e) {
            // the next reader reports the problem
        }
        return json;
    }

    /** Returns whether this name is an alias of a declared field. */
    static boolean isAlias(ObjectType type, String field) {
        String name = FIELDS.get(field);
        return name != null && type.declares(name);
    }

    private static void replace(ObjectType type, JsonObject object) {
        FIELDS.forEach((other, name) -> rename(type, object, other, name));
        TOKEN_TYPES.forEach((name, typeField) -> flatten(type, object, name, typeField));
        for (Field field : type.fields()) {
            JsonElement value = object.get(field.name());
            if (value != null) {
                object.add(field.name(), replaced(field.type(), value));
            }
        }
    }

    private static void rename(ObjectType type, JsonObject object, String other, String name) {
        if (type.declares(name) && !type.declares(other) && object.has(other) && !object.has(name)) {
            object.add(name, object.remove(other));
        }
    }

    private static void flatten(ObjectType type, JsonObject object, String name, String typeField) {
        if (type.declares(name) && object.get(name) instanceof JsonObject token) {
            JsonElement value = token.has("value") ? token.get("value") : token.get("idToken");
            object.add(name, value);
            JsonElement tokenType = token.get("type");
            if (type.declares(typeField) && !object.has(typeField) && tokenType != null) {
                object.add(typeField, tokenType);
            }
        }
    }

    private static JsonElement replaced(ValueType type, JsonElement value) {
        return switch (type) {
            case EnumType enumeration
            when text(value) != null -> new JsonPrimitive(word(enumeration, value.getAsString()));
            case ObjectType nested
            when value instanceof JsonObject object -> {
                replace(nested, object);
                yield object;
            }
            case ArrayType array
            when value instanceof JsonArray elements -> {
                for (int i = 0; i < elements.size(); i++) {
                    elements.set(i, replaced(array.element(), elements.get(i)));
                }
                yield elements;
            }
            case ArrayType array
            when text(value) != null -> {
                JsonArray only = new JsonArray();
                only.add(replaced(array.element(), value));
                yield only;
            }
            default -> value;
        };
    }

    private static String word(EnumType enumeration, String text) {
        String ocppWord = Spelling.match(WORDS.keySet(), text);
        String other = ocppWord == null ? null : WORDS.get(ocppWord);
        String match =
                Spelling.match(enumeration.values(), other != null && enumeration.contains(other) ? other : text);
        return match == null ? text : match;
    }

    private static @Nullable String text(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isString() ? primitive.getAsString() : null;
    }
}
