package org.ocppgateway.protocol.translation;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which of some words somebody meant who spelt it differently. */
public final class Spelling {
    /** Shorter words have too many neighbours. */
    private static final int SHORTEST_WITH_SLIP = 5;

    private Spelling() {}

    /**
     * The one of these words that {@code text} stands for: the same letters and digits without regard to case, or all but one slip
     * (a letter too many, too few, another one, or two exchanged). Null if there is none, or more than one.
     */
    public static @Nullable String meant(Collection<String> words, String text) {
        if (words.contains(text)) {
            return text;
        }
        String letters = letters(text);
        String near = null;
        int nearOnes = 0;
        for (String word : words) {
            String its = letters(word);
            if (its.equals(letters)) {
                return word;
            }
            if (Math.min(letters.length(), its.length()) >= SHORTEST_WITH_SLIP && distance(its, letters, 1) <= 1) {
                near = word;
                nearOnes++;
            }
        }
        return nearOnes == 1 ? near : null;
    }

    /**
     * How many slips make one text of the other (optimal string alignment).
     *
     * @param limit of interest: of a distance that is certainly greater, {@code limit + 1} is returned. Time is linear in the lengths'
     *     product, but constant if the lengths alone differ by more than this
     */
    public static int distance(String one, String other, int limit) {
        if (Math.abs(one.length() - other.length()) > limit) {
            return limit + 1;
        }
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(last[j] + 1, row[j - 1] + 1), last[j - 1] + same);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
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
