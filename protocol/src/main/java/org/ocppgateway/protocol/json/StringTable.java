package org.ocppgateway.protocol.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the position of a string in a fixed list. Also looks up a part of a longer text without copying it. Immutable and
 * thread-safe.
 *
 * <p>Reading a payload consists mostly of such lookups. A {@code HashMap} takes several times as long, because the JVM compiles
 * its code for keys of all types together.
 */
public final class StringTable {
    private static final int SLOTS_PER_STRING = 4;

    private final String[] strings;
    private final int[] positions;
    private final @Nullable String[] slots;
    private final int mask;

    public StringTable(List<String> strings) {
        // Interned like literals, so that a lookup with a literal usually ends after one comparison of references.
        this.strings = strings.stream().map(String::intern).toArray(String[]::new);
        int size = Integer.highestOneBit(Math.max(1, this.strings.length) * SLOTS_PER_STRING);
        this.slots = new @Nullable String[size];
        this.positions = new int[size];
        this.mask = size - 1;
        for (int i = 0; i < this.strings.length; i++) {
            int slot = slotOf(this.strings[i], 0, this.strings[i].length());
            slots[slot] = this.strings[i];
            positions[slot] = i;
        }
    }

    public int size() {
        return strings.length;
    }

    public String get(int position) {
        return strings[position];
    }

    /** Returns the position of a string, or -1 if the list does not contain it. */
    public int indexOf(String word) {
        return indexOf(word, 0, word.length());
    }

    /** Returns the position of the string at this place of a text, or -1 if the list does not contain it. */
    int indexOf(String text, int from, int to) {
        int slot = slotOf(text, from, to);
        return slots[slot] == null ? -1 : positions[slot];
    }

    /** Returns the slot of the string, or the empty slot where it would be. */
    private int slotOf(String text, int from, int to) {
        int slot = hash(text, from, to) & mask;
        for (String found = slots[slot]; found != null && !isAt(found, text, from, to); found = slots[slot]) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    @SuppressWarnings("ReferenceEquality") // fast path; other strings are compared by their characters
    private static boolean isAt(String word, String text, int from, int to) {
        return word == text || (word.length() == to - from && text.startsWith(word, from));
    }

    /** Hashes the length and three characters. This separates most strings of a list; a collision costs one more comparison. */
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
