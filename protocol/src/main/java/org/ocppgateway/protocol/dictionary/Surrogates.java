package org.ocppgateway.protocol.dictionary;

/** Halves of surrogate pairs that stand alone: JSON can write them as escapes, UTF-8 cannot write them at all. */
final class Surrogates {
    private static final char REPLACEMENT = '\uFFFD';

    private Surrogates() {}

    static boolean anyAlone(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isAlone(text, i)) {
                return true;
            }
        }
        return false;
    }

    static String withoutLoneOnes(String text) {
        StringBuilder clean = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (isAlone(text, i)) {
                clean.setCharAt(i, REPLACEMENT);
            }
        }
        return clean.toString();
    }

    private static boolean isAlone(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
