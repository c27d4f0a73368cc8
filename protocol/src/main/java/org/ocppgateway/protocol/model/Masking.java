package org.ocppgateway.protocol.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.JsonStrings;

/**
 * Replaces credentials by {@value #MASK} in events, results and logs. A credential is identified by its name: a name defined by
 * OCPP (AuthorizationKey, BasicAuthPassword) or one that matches a pattern. These values are masked:
 * <ul>
 *   <li>the value of a field with such a name;
 *   <li>the value in the same object as such a name, as in {@code {"key":"AuthorizationKey","value":...}}, and the attributes
 *       of such a 2.x variable;
 *   <li>the same inside a string that is JSON, and in other strings {@code name=value}, {@code name: value} and {@code
 *       <name>value}.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 */
public final class Masking {
    public static final String MASK = "***";

    /** Patterns without a configuration. The names defined by OCPP are always masked. */
    public static final List<String> DEFAULT_PATTERNS = List.of("*password*", "*passwd*", "*secret*", "*authkey*");

    private static final List<String> STANDARD_NAMES = List.of("AuthorizationKey", "BasicAuthPassword");
    private static final String ATTRIBUTES = "variableAttribute";
    private static final Pattern ESCAPED_ASCII = Pattern.compile("\\\\u00([0-7][0-9a-fA-F])");
    /** A quoted text, possibly without its end; a name has group 1. Or what follows a separator without quotes. */
    private static final Pattern QUOTED_OR_VALUE = Pattern.compile(
            "\"(?:[^\"\\\\]|\\\\.)*+(?:\"(\\s*+:)?|\\\\?$)|'[^']*+'?|(?<=[:=>])\\s*+[^\\s\"'{}\\[\\],]++");

    private static final JsonPrimitive MASKED = new JsonPrimitive(MASK);
    private static final int MAX_KEY_LENGTH = 100;

    /** Maximum depth of JSON inside strings of JSON. */
    private static final int MAX_STRING_DEPTH = 3;

    /** Masks by the default patterns. */
    public static final Masking STANDARD = of(DEFAULT_PATTERNS);

    private final SecretNames names;

    private Masking(SecretNames names) {
        this.names = names;
    }

    /**
     * Creates a masking with these patterns and the names defined by OCPP.
     *
     * @param patterns names, compared without case; a {@code *} at the start or end matches any text
     * @throws IllegalArgumentException if a pattern is invalid or matches every name
     */
    public static Masking of(Collection<String> patterns) {
        return new Masking(SecretNames.of(STANDARD_NAMES, patterns));
    }

    /** Masks the credentials of a payload. Returns the same string if there are none, which is the usual case. */
    public String payload(String json) {
        if (!mayNameCredential(json)) {
            return json;
        }
        try {
            Tree tree = new Tree(0);
            JsonElement masked = tree.masked(JsonParser.parseString(json));
            return tree.changed ? masked.toString() : json;
        } catch (JsonParseException e) {
            return '"' + MASK + '"'; // may contain a credential and is not readable, so nothing of it is shown
        }
    }

    /**
     * Masks a text that is not valid JSON. If it may contain a credential, only its names, braces and words outside quotes remain: its
     * structure is not known, so any value may be the credential.
     */
    public String invalidText(String text) {
        return mayNameCredential(text) ? QUOTED_OR_VALUE.matcher(text).replaceAll(Masking::unlessName) : text;
    }

    private static String unlessName(MatchResult quoted) {
        return Matcher.quoteReplacement(quoted.group(1) == null ? MASK : quoted.group());
    }

    /** Does the same for the members of an object without its braces. */
    public String members(String members) {
        String object = '{' + members + '}';
        String masked = payload(object);
        return masked.equals(object) ? members : masked.substring(1, masked.length() - 1);
    }

    /**
     * Returns whether a payload may contain a credential. False is certain. JSON allows escapes in names, so escaped names are
     * detected too.
     */
    public boolean mayNameCredential(String json) {
        return names.mayOccurIn(json)
                || (JsonStrings.mayHaveEscape(json, "\\u00")
                        && names.mayOccurIn(ESCAPED_ASCII.matcher(json).replaceAll(Masking::character)));
    }

    private static String character(MatchResult escape) {
        return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Masking masking && names.equals(masking.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    /** Masks one JSON tree. */
    private final class Tree {
        private final int stringDepth;
        private boolean changed;

        /** @param stringDepth number of strings of JSON that enclose the tree */
        Tree(int stringDepth) {
            this.stringDepth = stringDepth;
        }

        /** Modifies the tree. */
        JsonElement masked(JsonElement json) {
            if (json instanceof JsonArray array) {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, masked(array.get(i)));
                }
            } else if (json instanceof JsonObject object) {
                maskMembers(object);
            } else if (json instanceof JsonPrimitive primitive && primitive.isString()) {
                return maskedText(primitive);
            }
            return json;
        }

        private void maskMembers(JsonObject object) {
            boolean named = namesSecret(object);
            for (String name : List.copyOf(object.keySet())) {
                JsonElement value = object.get(name);
                if (names.match(name) || (named && isValue(name))) {
                    mask(object, name);
                } else {
                    object.add(name, masked(value));
                }
                if (named && name.equals(ATTRIBUTES) && value instanceof JsonArray attributes) {
                    attributes.forEach(this::maskValues);
                }
            }
        }

        private void maskValues(JsonElement attribute) {
            if (attribute instanceof JsonObject object) {
                for (String name : List.copyOf(object.keySet())) {
                    if (isValue(name)) {
                        mask(object, name);
                    }
                }
            }
        }

        private void mask(JsonObject holder, String name) {
            if (!holder.get(name).isJsonNull()) {
                holder.add(name, MASKED);
                changed = true;
            }
        }

        private JsonElement maskedText(JsonPrimitive string) {
            String text = string.getAsString();
            if (!names.mayOccurIn(text)) {
                return string;
            }
            String masked =
                    looksLikeJson(text) && stringDepth < MAX_STRING_DEPTH ? maskedJson(text) : names.maskedPairs(text);
            if (masked.equals(text)) {
                return string;
            }
            changed = true;
            return new JsonPrimitive(masked);
        }

        private String maskedJson(String text) {
            try {
                Tree inner = new Tree(stringDepth + 1);
                JsonElement json = inner.masked(JsonParser.parseString(text));
                return inner.changed ? json.toString() : text;
            } catch (JsonParseException e) {
                return names.maskedPairs(text);
            }
        }
    }

    private static boolean looksLikeJson(String text) {
        String json = text.strip();
        return json.startsWith("{") || json.startsWith("[");
    }

    /** Returns whether a member other than a value contains the name of a credential. */
    private boolean namesSecret(JsonObject object) {
        return object.entrySet().stream().anyMatch(member -> switch (member.getValue()) {
            case JsonObject nested -> member.getKey().equals("variable") && namesSecret(nested);
            case JsonPrimitive primitive -> !isValue(member.getKey()) && isKey(primitive.getAsString());
            default -> false;
        });
    }

    /** A name has no blanks. This excludes prose that mentions a password. */
    private boolean isKey(String text) {
        return text.length() <= MAX_KEY_LENGTH && text.indexOf(' ') < 0 && names.match(text);
    }

    private static boolean isValue(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("value") || lower.equals("val");
    }
}
