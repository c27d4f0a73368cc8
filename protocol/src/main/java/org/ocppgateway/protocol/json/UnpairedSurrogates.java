package org.ocppgateway.protocol.json;

/**
 * Replaces unpaired surrogates. A JSON escape can denote one, but it is not a character, and many JSON parsers reject the whole
 * text.
 */
public final class UnpairedSurrogates {
    private static final int ESCAPE_LENGTH = 6;

    private UnpairedSurrogates() {}

    /**
     * Replaces every escaped unpaired surrogate in JSON text by U+FFFD. Returns the same string if there is none, which is the
     * usual case.
     */
    public static String replaceEscaped(String json) {
        if (!JsonStrings.mayHaveEscape(json, "\\u")) {
            return json;
        }
        StringBuilder replaced = new StringBuilder(json.length());
        int copied = 0;
        // Goes from backslash to backslash. The character after a backslash never starts another escape.
        for (int at = json.indexOf('\\'); at >= 0; at = json.indexOf('\\', at)) {
            int end = at + 2;
            if (isEscaped(json, at, true)) {
                end = at + ESCAPE_LENGTH;
                if (isEscaped(json, end, false)) {
                    end += ESCAPE_LENGTH;
                } else {
                    replaced.append(json, copied, at).append('\ufffd');
                    copied = end;
                }
            } else if (isEscaped(json, at, false)) {
                end = at + ESCAPE_LENGTH;
                replaced.append(json, copied, at).append('\ufffd');
                copied = end;
            }
            at = end;
        }
        return copied == 0 ? json : replaced.append(json, copied, json.length()).toString();
    }

    /** Replaces every unpaired surrogate by U+FFFD. */
    static String replaceUnpaired(String characters) {
        StringBuilder replaced = new StringBuilder(characters.length());
        characters
                .codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? '\ufffd' : point)
                .forEach(replaced::appendCodePoint);
        return replaced.toString();
    }

    /** Returns the start of the text, at most {@code maxLength} chars long, without splitting a surrogate pair. */
    public static String truncate(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(maxLength - 1));
        return text.substring(0, splitsPair ? maxLength - 1 : maxLength);
    }

    /** Returns whether an escaped surrogate starts at this index: a high one if {@code first}, otherwise a low one. */
    private static boolean isEscaped(String json, int at, boolean first) {
        if (json.length() < at + ESCAPE_LENGTH || json.charAt(at) != '\\' || json.charAt(at + 1) != 'u') {
            return false;
        }
        // D800 to DBFF are high surrogates, DC00 to DFFF are low ones.
        int kind = Character.digit(json.charAt(at + 3), 16);
        return Character.toLowerCase(json.charAt(at + 2)) == 'd' && kind >= 8 && (kind < 12) == first;
    }
}
