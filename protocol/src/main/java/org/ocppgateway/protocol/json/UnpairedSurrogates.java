package org.ocppgateway.protocol.json;

/**
 * Surrogates without their other half. JSON can spell one by its escape, but it means no character, and many readers refuse the
 * whole text for it.
 */
public final class UnpairedSurrogates {
    private static final int ESCAPE_LENGTH = 6;

    private UnpairedSurrogates() {}

    /** JSON with U+FFFD in place of every escaped half of a pair: the same text if there is none, which is nearly always. */
    public static String replaceEscaped(String json) {
        if (!JsonStrings.mayHaveEscape(json, "\\u")) {
            return json;
        }
        StringBuilder replaced = new StringBuilder(json.length());
        int kept = 0;
        // From one backslash to the next: the character behind one is never the beginning of another escape.
        for (int at = json.indexOf('\\'); at >= 0; at = json.indexOf('\\', at)) {
            int end = at + 2;
            if (isEscaped(json, at, true)) {
                end = at + ESCAPE_LENGTH;
                if (isEscaped(json, end, false)) {
                    end += ESCAPE_LENGTH;
                } else {
                    replaced.append(json, kept, at).append('\ufffd');
                    kept = end;
                }
            } else if (isEscaped(json, at, false)) {
                end = at + ESCAPE_LENGTH;
                replaced.append(json, kept, at).append('\ufffd');
                kept = end;
            }
            at = end;
        }
        return kept == 0 ? json : replaced.append(json, kept, json.length()).toString();
    }

    /** Characters with U+FFFD in place of every half of a pair. */
    static String replaceUnpaired(String characters) {
        StringBuilder replaced = new StringBuilder(characters.length());
        characters
                .codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? '\ufffd' : point)
                .forEach(replaced::appendCodePoint);
        return replaced.toString();
    }

    /** As much of the text as is not longer than that many chars and does not end amid a pair. */
    public static String truncate(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(maxLength - 1));
        return text.substring(0, splitsPair ? maxLength - 1 : maxLength);
    }

    /** Whether the escape of a half stands there: of a pair's first or second one. */
    private static boolean isEscaped(String json, int at, boolean first) {
        if (json.length() < at + ESCAPE_LENGTH || json.charAt(at) != '\\' || json.charAt(at + 1) != 'u') {
            return false;
        }
        // D800 to DBFF begins a pair, DC00 to DFFF ends one.
        int kind = Character.digit(json.charAt(at + 3), 16);
        return Character.toLowerCase(json.charAt(at + 2)) == 'd' && kind >= 8 && (kind < 12) == first;
    }
}
