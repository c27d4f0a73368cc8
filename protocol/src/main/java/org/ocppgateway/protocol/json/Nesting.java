package org.ocppgateway.protocol.json;

/** Limits the nesting of JSON text. JSON allows any depth; most parsers accept a few hundred levels. */
public final class Nesting {
    private Nesting() {}

    /**
     * Replaces every object and array below the given level by a string that contains its text. Returns the same string if there
     * is none, which is the usual case. Time is linear in the length of the text.
     *
     * @param json valid JSON; the result for other text is undefined
     * @param levels number of levels that are kept
     */
    public static String flatten(String json, int levels) {
        StringBuilder flat = new StringBuilder(0);
        int depth = 0;
        int copied = 0;
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inString) {
                i += c == '\\' ? 1 : 0;
                inString = c != '"';
            } else if (c == '"') {
                inString = true;
            } else if (c == '{' || c == '[') {
                if (depth == levels) {
                    flat.append(json, copied, i);
                    copied = i;
                }
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
                if (depth == levels) {
                    flat.append(JsonBuilder.string(json.substring(copied, i + 1)));
                    copied = i + 1;
                }
            }
        }
        return copied == 0 ? json : flat.append(json, copied, json.length()).toString();
    }
}
