package org.ocppgateway.protocol.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ocppgateway.protocol.json.JsonStrings;

/**
 * What must not leave the gateway in events, results or logs, replaced by {@value #MASK}.
 *
 * <p>Credentials are the values of AuthorizationKey (1.6) and BasicAuthPassword (2.x), wherever a payload names them beside a
 * value: {@code {"key":"AuthorizationKey","value":...}}, a 2.x variable with its attributes, or a field of that name.
 */
public final class Masking {
    public static final String MASK = "***";

    // Searched for by a letter that is rare in OCPP, as every payload is looked through.
    private static final List<Credential> CREDENTIALS =
            List.of(new Credential("AuthorizationKey", 'z'), new Credential("BasicAuthPassword", 'w'));
    private static final Set<String> VALUES = Set.of("value", "attributeValue", "actualValue");
    private static final String ATTRIBUTES = "variableAttribute";
    private static final Pattern ESCAPED_ASCII = Pattern.compile("\\\\u00([0-7][0-9a-fA-F])");
    private static final JsonPrimitive MASKED = new JsonPrimitive(MASK);

    private Masking() {}

    /** The payload with its credentials masked: the same text if it names none, which is nearly always. */
    public static String credentials(String payload) {
        if (!namesCredential(payload)) {
            return payload;
        }
        try {
            JsonElement json = JsonParser.parseString(payload);
            mask(json);
            return json.toString();
        } catch (JsonParseException e) {
            return '"' + MASK + '"'; // names a credential and cannot be read: nothing of it is shown
        }
    }

    /** Also if it is spelt with escapes, as JSON allows of every character. */
    private static boolean namesCredential(String payload) {
        return spellsCredential(payload)
                || (JsonStrings.mayHaveEscape(payload, "\\u00")
                        && spellsCredential(ESCAPED_ASCII.matcher(payload).replaceAll(Masking::character)));
    }

    private static String character(MatchResult escape) {
        return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16)));
    }

    private static boolean spellsCredential(String payload) {
        for (Credential credential : CREDENTIALS) {
            if (credential.isNamedIn(payload)) {
                return true;
            }
        }
        return false;
    }

    private static void mask(JsonElement json) {
        if (json instanceof JsonArray array) {
            array.forEach(Masking::mask);
        } else if (json instanceof JsonObject object) {
            if (namesCredential(object)) {
                maskValues(object);
            }
            for (String name : List.copyOf(object.keySet())) {
                if (isCredential(name)) {
                    object.add(name, MASKED);
                } else {
                    mask(object.get(name));
                }
            }
        }
    }

    private static boolean namesCredential(JsonObject object) {
        return object.entrySet().stream().anyMatch(member -> switch (member.getValue()) {
            case JsonObject nested -> member.getKey().equals("variable") && namesCredential(nested);
            case JsonPrimitive primitive -> isCredential(primitive.getAsString());
            default -> false;
        });
    }

    private static void maskValues(JsonObject named) {
        for (String name : VALUES) {
            if (named.has(name)) {
                named.add(name, MASKED);
            }
        }
        if (named.get(ATTRIBUTES) instanceof JsonArray attributes) {
            for (JsonElement attribute : attributes) {
                if (attribute instanceof JsonObject object) {
                    maskValues(object);
                }
            }
        }
    }

    private static boolean isCredential(String text) {
        return CREDENTIALS.stream().anyMatch(credential -> credential.name().equalsIgnoreCase(text));
    }

    private record Credential(String name, char rareLetter) {
        boolean isNamedIn(String text) {
            return isNamedIn(text, rareLetter) || isNamedIn(text, Character.toUpperCase(rareLetter));
        }

        private boolean isNamedIn(String text, char letter) {
            int before = name.indexOf(rareLetter);
            for (int at = text.indexOf(letter); at >= 0; at = text.indexOf(letter, at + 1)) {
                if (text.regionMatches(true, at - before, name, 0, name.length())) {
                    return true;
                }
            }
            return false;
        }
    }
}
