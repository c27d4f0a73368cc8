package org.ocppgateway.protocol.json;

import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Moves over JSON text value by value, strictly by RFC 8259, without copying it. RFC 8259 lets parsers set limits. This one
 * limits numbers to {@value #MAX_NUMBER_LENGTH} characters and names to {@value #MAX_NAME_LENGTH}, because many JSON parsers of
 * consumers reject longer ones. It never throws. Time is linear in the length of the text. Memory is one bit per level of
 * nesting; the number of levels is not limited.
 *
 * <p>Not thread-safe.
 */
public final class JsonScanner {
    static final int MAX_NUMBER_LENGTH = 1_000;
    static final int MAX_NAME_LENGTH = 50_000;

    private static final int LOOK_AHEAD = 4;

    private static final char END = '\0'; // a NUL in the text is never valid outside a string, nor unescaped inside one

    private final String text;
    private final int end;
    private int at;
    private boolean plain;

    /** Bit n is set if level n of the value that is skipped is an object. The other levels are in {@link #deepObjects}. */
    private long objects;

    /** Levels from 64 on. Few texts have that many. */
    private @Nullable BitSet deepObjects;

    public JsonScanner(String text) {
        this.text = text;
        this.end = text.length();
    }

    /** Returns whether the text is exactly one JSON number. */
    public static boolean isNumber(String text) {
        JsonScanner scanner = new JsonScanner(text);
        return scanner.skipNumber() && scanner.atEnd();
    }

    /** Returns the index of the next character. */
    public int position() {
        return at;
    }

    public boolean atEnd() {
        return at == end;
    }

    /** Moves to the next character that is not a blank. */
    public void skipBlanks() {
        while (at < end && isBlank(text.charAt(at))) {
            at++;
        }
    }

    /** Moves over this character if it is the next one. */
    public boolean skip(char expected) {
        if (peek() != expected) {
            return false;
        }
        at++;
        return true;
    }

    /**
     * Moves over one value and the blanks before it. Returns false if there is no valid value; the position is then undefined.
     */
    public boolean skipValue() {
        return skipValue(Integer.MAX_VALUE);
    }

    /** Does the same, but accepts at most {@code maxDepth} levels of nesting. */
    boolean skipValue(int maxDepth) {
        int depth = 0;
        do {
            skipBlanks();
            char c = peek();
            if (c == '{' || c == '[') {
                if (depth == maxDepth) {
                    return false;
                }
                at++;
                skipBlanks();
                if (!skip(c == '{' ? '}' : ']')) {
                    setObject(depth, c == '{');
                    depth++;
                    if (c == '{' && !skipName()) {
                        return false;
                    }
                    continue;
                }
            } else if (!skipScalar(c)) {
                return false;
            }
            depth = closeFinishedLevels(depth);
        } while (depth > 0);
        return depth == 0;
    }

    /** Called after a complete value. Returns the depth of the next value, 0 at the end, or -1 if the text is malformed. */
    private int closeFinishedLevels(int depth) {
        int open = depth;
        while (open > 0) {
            skipBlanks();
            boolean inObject = isObject(open - 1);
            if (skip(',')) {
                return !inObject || skipName() ? open : -1;
            }
            if (!skip(inObject ? '}' : ']')) {
                return -1;
            }
            open--;
        }
        return 0;
    }

    private void setObject(int level, boolean object) {
        if (level < Long.SIZE) {
            objects = object ? objects | 1L << level : objects & ~(1L << level);
            return;
        }
        if (deepObjects == null) {
            deepObjects = new BitSet();
        }
        deepObjects.set(level - Long.SIZE, object);
    }

    private boolean isObject(int level) {
        return level < Long.SIZE
                ? (objects & 1L << level) != 0
                : Objects.requireNonNull(deepObjects).get(level - Long.SIZE);
    }

    private boolean skipScalar(char first) {
        return switch (first) {
            case '"' -> skipString();
            case 't' -> skipLiteral("true");
            case 'f' -> skipLiteral("false");
            case 'n' -> skipLiteral("null");
            default -> skipNumber();
        };
    }

    /** Skips a name and the colon after it. */
    boolean skipName() {
        skipBlanks();
        int from = at;
        if (peek() != '"' || !skipString() || at - from > MAX_NAME_LENGTH + 2) {
            return false;
        }
        skipBlanks();
        return skip(':');
    }

    boolean skipString() {
        int i = endOfPlain(at + 1);
        plain = true;
        while (i < end && text.charAt(i) != '"') {
            plain = false;
            at = i;
            if (text.charAt(i) < ' ' || (text.charAt(i) == '\\' && !skipEscape())) {
                return false;
            }
            i = endOfPlain(at + 1);
        }
        at = Math.min(i + 1, end);
        return i < end;
    }

    /** Returns whether the last string is ASCII without escapes, so that its value equals the text between its quotes. */
    boolean wasPlain() {
        return plain;
    }

    /** A separate loop, because the scanner spends most of its time here. */
    private int endOfPlain(int from) {
        int i = from;
        while (i < end && isPlain(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isPlain(char c) {
        return c != '"' && c != '\\' && c >= ' ' && c < 0x80;
    }

    /** Moves over the next value if it is this string. The string must not need escapes. */
    boolean skipString(String expected) {
        int closing = at + 1 + expected.length();
        if (closing >= end
                || text.charAt(closing) != '"'
                || text.charAt(at) != '"'
                || !text.startsWith(expected, at + 1)) {
            return false;
        }
        at = closing + 1;
        return true;
    }

    /**
     * Moves over the next string if it is in the table and is written without escapes. Otherwise the position does not change.
     *
     * @param next position that is tried first: most senders keep the order of fields and omit some
     * @return position of the string in the table, or -1
     */
    int skipOneOf(StringTable strings, int next) {
        int last = Math.min(strings.size(), next + LOOK_AHEAD);
        for (int position = next; position < last; position++) {
            if (skipString(strings.get(position))) {
                return position;
            }
        }
        int from = at;
        boolean found = peek() == '"' && skipString() && plain;
        int position = found ? strings.indexOf(text, from + 1, at - 1) : -1;
        if (position < 0) {
            at = from;
        }
        return position;
    }

    /** Moves to the last character of an escape. */
    private boolean skipEscape() {
        at++;
        char kind = peek();
        if (kind != 'u') {
            return kind != END && "\"\\/bfnrt".indexOf(kind) >= 0;
        }
        for (int i = 0; i < 4; i++) {
            at++;
            if (Character.digit(peek(), 16) < 0 || peek() > 'f') {
                return false;
            }
        }
        return true;
    }

    boolean skipLiteral(String word) {
        if (!text.startsWith(word, at)) {
            return false;
        }
        at += word.length();
        return true;
    }

    /** Moves over an integer in its canonical form: no plus sign, no leading zero. */
    public boolean skipInteger() {
        skip('-');
        return skip('0') || skipDigits();
    }

    boolean skipNumber() {
        int from = at;
        return skipDigitsAndSigns() && at - from <= MAX_NUMBER_LENGTH;
    }

    private boolean skipDigitsAndSigns() {
        if (!skipInteger() || (skip('.') && !skipDigits())) {
            return false;
        }
        if (skip('e') || skip('E')) {
            if (!skip('+')) {
                skip('-');
            }
            return skipDigits();
        }
        return true;
    }

    private boolean skipDigits() {
        int from = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        return at > from;
    }

    /** Returns the next character, or NUL at the end. */
    public char peek() {
        return at < end ? text.charAt(at) : END;
    }

    private static boolean isBlank(char c) {
        return c <= ' ' && (c == ' ' || c == '\t' || c == '\n' || c == '\r');
    }
}
