package org.ocppgateway.protocol.dictionary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a word's position in a list that never changes. Most of reading a payload is looking up words, and a map of the JDK, whose
 * code is shared by keys of all kinds in the process, takes several times as long.
 */
final class WordIndex {
    private static final int SLOTS_PER_WORD = 4;

    private final @Nullable String[] slots;
    private final int[] positions;
    private final int mask;

    WordIndex(List<String> words) {
        int size = Integer.highestOneBit(Math.max(1, words.size()) * SLOTS_PER_WORD);
        this.slots = new @Nullable String[size];
        this.positions = new int[size];
        this.mask = size - 1;
        for (int i = 0; i < words.size(); i++) {
            int slot = slotOf(words.get(i));
            slots[slot] = words.get(i);
            positions[slot] = i;
        }
    }

    /** The word's position, or -1 if it is not in the list. */
    int of(String word) {
        int slot = slotOf(word);
        return slots[slot] == null ? -1 : positions[slot];
    }

    /** Where the word is, or the empty slot where it would be. */
    private int slotOf(String word) {
        int hash = word.hashCode();
        int slot = (hash ^ hash >>> 16) & mask;
        for (String found = slots[slot]; found != null && !found.equals(word); found = slots[slot]) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
