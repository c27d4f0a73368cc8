package org.ocppgateway.protocol.dictionary;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which of some words somebody meant who spelt it differently. */
public final class Spelling {
    /** Shorter words have too many neighbours. */
    private static final int SHORTEST_WITH_SLIP = 5;

    /** Longer texts are no words. */
    private static final int MAX_LENGTH = 255;

    private Spelling() {}

    /** The word with the same letters and digits, without regard to case; null if there is none. */
    public static @Nullable String match(Collection<String> words, String text) {
        if (words.contains(text)) {
            return text;
        }
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        String letters = letters(text);
        for (String word : words) {
            if (letters(word).equals(letters)) {
                return word;
            }
        }
        return null;
    }

    /**
     * The word with the same letters and digits, or else the only one that differs by one slip: a letter too many, too few, another one, or
     * two exchanged. Null if there is none.
     */
    public static @Nullable String closest(Collection<String> words, String text) {
        String match = match(words, text);
        return match == null ? nearest(words, text, 1) : match;
    }

    /** What to suggest to somebody who wrote {@code text}: the nearest word, if it is near and no other is as near; else null. */
    public static @Nullable String suggestion(Collection<String> words, String text) {
        String match = match(words, text);
        return match == null ? nearest(words, text, Math.clamp(text.length() / 3, 1, 4)) : match;
    }

    /** The only word at the smallest distance, if that is at most {@code limit}. */
    private static @Nullable String nearest(Collection<String> words, String text, int limit) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        String letters = letters(text);
        String nearest = null;
        int least = limit + 1;
        boolean alone = false;
        for (String word : words) {
            String its = letters(word);
            boolean comparable = Math.min(letters.length(), its.length()) >= SHORTEST_WITH_SLIP;
            int distance = comparable ? distance(its, letters) : Integer.MAX_VALUE;
            if (distance < least) {
                nearest = word;
                least = distance;
                alone = true;
            } else if (distance == least) {
                alone = false;
            }
        }
        return alone ? nearest : null;
    }

    /** How many slips make one text of the other (optimal string alignment). */
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

    private static String letters(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        text.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        return letters.toString().toLowerCase(Locale.ROOT);
    }
}
