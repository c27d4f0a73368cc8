package org.ocppgateway.protocol.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a word's position in a list that never changes, also where it stands in a longer text, without copying it from there. Most of
 * reading a payload is looking up words, and a map of the JDK, whose code is shared by keys of all kinds in the process, takes several
 * times as long. Immutable; for any number of threads.
 */
public final class StringTable {
    private static final int SLOTS_PER_WORD = 4;

    private final String[] words;
    private final int[] positions;
    private final @Nullable String[] slots;
    private final int mask;

    public StringTable(List<String> words) {
        // Interned as literals are, so that a word that our own code asks for is known by its identity.
        this.words = words.stream().map(String::intern).toArray(String[]::new);
        int size = Integer.highestOneBit(Math.max(1, this.words.length) * SLOTS_PER_WORD);
        this.slots = new @Nullable String[size];
        this.positions = new int[size];
        this.mask = size - 1;
        for (int i = 0; i < this.words.length; i++) {
            int slot = slotOf(this.words[i], 0, this.words[i].length());
            slots[slot] = this.words[i];
            positions[slot] = i;
        }
    }

    public int size() {
        return words.length;
    }

    public String get(int position) {
        return words[position];
    }

    /** The word's position, or -1 if it is not in the list. */
    public int indexOf(String word) {
        return indexOf(word, 0, word.length());
    }

    /** The position of the word that stands there, or -1 if it is not in the list. */
    int indexOf(String text, int from, int to) {
        int slot = slotOf(text, from, to);
        return slots[slot] == null ? -1 : positions[slot];
    }

    /** Where the word is, or the empty slot where it would be. */
    private int slotOf(String text, int from, int to) {
        int slot = hash(text, from, to) & mask;
        for (String found = slots[slot]; found != null && !isAt(found, text, from, to); found = slots[slot]) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    @SuppressWarnings("ReferenceEquality") // a short cut: what is not the same object is compared
    private static boolean isAt(String word, String text, int from, int to) {
        return word == text || (word.length() == to - from && text.startsWith(word, from));
    }

    /** By its length and three of its letters, which tell most words of a list apart; the others cost a comparison more. */
    private static int hash(String text, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return 0;
        }
        int letters = (text.charAt(from) * 31 + text.charAt(from + length / 2)) * 31 + text.charAt(to - 1);
        int hash = letters * 31 + length;
        return hash ^ hash >>> 8;
    }
}
