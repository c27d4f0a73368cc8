package org.ocppgateway.protocol.json;

/** Decodes JSON strings. */
public final class JsonStrings {
    private JsonStrings() {}

    /**
     * Returns the value of a JSON string.
     *
     * @param from index of the opening quote
     * @param to index after the closing quote; the text between must be a valid JSON string
     */
    public static String unescape(String json, int from, int to) {
        int escape = json.indexOf('\\', from, to);
        return escape < 0 ? json.substring(from + 1, to - 1) : withoutEscapes(json, from + 1, to - 1);
    }

    private static String withoutEscapes(String json, int from, int to) {
        StringBuilder characters = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            char c = json.charAt(at++);
            if (c != '\\') {
                characters.append(c);
                continue;
            }
            char kind = json.charAt(at++);
            if (kind == 'u') {
                characters.append((char) Integer.parseInt(json, at, at + 4, 16));
                at += 4;
            } else {
                int control = "bfnrt".indexOf(kind);
                characters.append(control < 0 ? kind : "\b\f\n\r\t".charAt(control));
            }
        }
        return characters.toString();
    }

    /**
     * Returns whether the text contains an escape that starts with {@code beginning}. Looks for a backslash first, which is
     * much faster and usually enough.
     */
    public static boolean mayHaveEscape(String json, String beginning) {
        return json.indexOf('\\') >= 0 && json.contains(beginning);
    }

    /** Returns whether every surrogate is part of a pair. */
    static boolean isWellFormed(String characters) {
        for (int i = 0; i < characters.length(); i++) {
            if (Character.isSurrogate(characters.charAt(i))) {
                if (i + 1 == characters.length()
                        || !Character.isSurrogatePair(characters.charAt(i), characters.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
