package org.ocppgateway.protocol.dictionary;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Matches misspelt words against a list of words. */
public final class Spelling {
    /** Shorter words differ from too many others by one typing error. */
    private static final int MIN_LENGTH_FOR_ERRORS = 5;

    /** Longer texts never match. */
    private static final int MAX_LENGTH = 255;

    private Spelling() {}

    /** Returns the word with the same letters and digits, ignoring case and other characters, or null if there is none. */
    public static @Nullable String match(Collection<String> words, String text) {
        if (words.contains(text)) {
            return text;
        }
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        String normalized = normalized(text);
        for (String word : words) {
            if (normalized(word).equals(normalized)) {
                return word;
            }
        }
        return null;
    }

    /**
     * Returns the word with the same letters and digits, or else the only word at a distance of one typing error: one character
     * added, removed, replaced, or two exchanged. Returns null if there is none.
     */
    public static @Nullable String closest(Collection<String> words, String text) {
        String match = match(words, text);
        return match == null ? nearest(words, text, 1) : match;
    }

    /**
     * Returns the word to suggest for {@code text}: the nearest one, if it is close and no other is equally close. Otherwise
     * null.
     */
    public static @Nullable String suggestion(Collection<String> words, String text) {
        String match = match(words, text);
        return match == null ? nearest(words, text, Math.clamp(text.length() / 3, 1, 4)) : match;
    }

    /** Returns the only word at the smallest distance, if that is at most {@code limit}. */
    private static @Nullable String nearest(Collection<String> words, String text, int limit) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        String normalized = normalized(text);
        String nearest = null;
        int least = limit + 1;
        boolean unique = false;
        for (String word : words) {
            String candidate = normalized(word);
            boolean comparable = Math.min(normalized.length(), candidate.length()) >= MIN_LENGTH_FOR_ERRORS;
            int distance = comparable ? distance(candidate, normalized) : Integer.MAX_VALUE;
            if (distance < least) {
                nearest = word;
                least = distance;
                unique = true;
            } else if (distance == least) {
                unique = false;
            }
        }
        return unique ? nearest : null;
    }

    /** Returns the edit distance of two texts (optimal string alignment). */
    private static int distance(String one, String other) {
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int cost = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                boolean exchanged = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                row[j] = exchanged ? Math.min(row[j], beforeLast[j - 2] + 1) : row[j];
            }
            beforeLast = last;
            last = row;
        }
        return last[other.length()];
    }

    private static String normalized(String text) {
        StringBuilder normalized = new StringBuilder(text.length());
        text.codePoints().filter(Character::isLetterOrDigit).forEach(normalized::appendCodePoint);
        return normalized.toString().toLowerCase(Locale.ROOT);
    }
}
