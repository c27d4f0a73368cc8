package org.ocppgateway.protocol.json;

/**
 * Reads JSON text value by value, to the letter of RFC 8259 and within the limits of {@link JsonScanner}. Whoever reads asks what
 * stands next and takes it:
 *
 * <pre>{@code
 * for (boolean more = cursor.enter(); more; more = cursor.next()) {
 *     String name = cursor.name();
 *     ... // take or skip one value
 * }
 * }</pre>
 *
 * Strings are copied out of the text, numbers keep their exact text. Used by one thread.
 */
public final class JsonCursor {
    /** The deepest nesting that can be asked for. */
    public static final int MAX_DEPTH = Long.SIZE;

    private final String text;
    private final JsonScanner scanner;
    private final int maxDepth;
    /** Bit n: the level n is an object, no array. */
    private long objects;

    private int depth;
    private boolean unpairedSurrogate;

    /** What a value is. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL
    }

    /** @param maxDepth levels of nesting, at most {@value #MAX_DEPTH}; text with more of them counts as broken */
    public JsonCursor(String text, int maxDepth) {
        this.text = text;
        this.scanner = new JsonScanner(text);
        this.maxDepth = maxDepth;
    }

    /** What the next value is, going by how it begins. */
    public Kind kind() throws MalformedJsonException {
        scanner.skipBlanks();
        return switch (scanner.peek()) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Kind.NUMBER;
            default -> throw broken();
        };
    }

    /** Enters the object or array that comes next, and says whether there is something in it; if not, it has been left again. */
    public boolean enter() throws MalformedJsonException {
        if (depth == maxDepth) {
            throw new MalformedJsonException("more than " + maxDepth + " levels of nesting");
        }
        scanner.skipBlanks();
        boolean object = scanner.skip('{');
        if (!object) {
            require(scanner.skip('['));
        }
        long level = 1L << depth;
        objects = object ? objects | level : objects & ~level;
        depth++;
        scanner.skipBlanks();
        return !leave();
    }

    /** Whether another member or element follows; if not, the object or array has been left. */
    public boolean next() throws MalformedJsonException {
        scanner.skipBlanks();
        if (scanner.skip(',')) {
            return true;
        }
        require(leave());
        return false;
    }

    private boolean leave() {
        boolean object = (objects & 1L << (depth - 1)) != 0;
        if (!scanner.skip(object ? '}' : ']')) {
            return false;
        }
        depth--;
        return true;
    }

    /** Takes the name of a member, up to its value. */
    public String name() throws MalformedJsonException {
        scanner.skipBlanks();
        require(scanner.peek() == '"');
        String name = string();
        scanner.skipBlanks();
        require(scanner.skip(':'));
        return name;
    }

    /**
     * Takes the name of a member, up to its value, if it is one of these and is written without escapes; else nothing happens.
     *
     * @param next a guess: the first of these is the likeliest, then the one behind it
     * @return its position in the list, or -1
     */
    public int takeName(StringTable names, int next) throws MalformedJsonException {
        scanner.skipBlanks();
        int position = scanner.skipOneOf(names, next);
        if (position >= 0) {
            scanner.skipBlanks();
            require(scanner.skip(':'));
        }
        return position;
    }

    /** Takes a string if it is one of these words and is written without escapes; else nothing happens: -1. */
    public int takeWord(StringTable words) {
        scanner.skipBlanks();
        return scanner.skipOneOf(words, words.size());
    }

    /** Takes a string, as the characters that it means, or a number, as it is written. */
    public String text() throws MalformedJsonException {
        if (kind() == Kind.STRING) {
            return string();
        }
        int from = scanner.position();
        require(scanner.skipNumber());
        return text.substring(from, scanner.position());
    }

    private String string() throws MalformedJsonException {
        int from = scanner.position();
        require(scanner.skipString());
        if (scanner.wasPlain()) {
            unpairedSurrogate = false;
            return text.substring(from + 1, scanner.position() - 1);
        }
        String characters = JsonStrings.unescape(text, from, scanner.position());
        unpairedSurrogate = !JsonStrings.isWellFormed(characters);
        return unpairedSurrogate ? UnpairedSurrogates.replaceUnpaired(characters) : characters;
    }

    /** Whether the string taken last had half a surrogate pair, in whose place U+FFFD was read. */
    public boolean hadUnpairedSurrogate() {
        return unpairedSurrogate;
    }

    public boolean flag() throws MalformedJsonException {
        boolean value = kind() == Kind.BOOLEAN && scanner.peek() == 't';
        require(scanner.skipLiteral(value ? "true" : "false"));
        return value;
    }

    /** Takes a null. */
    public void takeNull() throws MalformedJsonException {
        scanner.skipBlanks();
        require(scanner.skipLiteral("null"));
    }

    /** Passes over one value, whatever it is. */
    public void skip() throws MalformedJsonException {
        require(scanner.skipValue(maxDepth - depth));
    }

    /** Whether there is nothing more but blanks. */
    public boolean atEnd() {
        scanner.skipBlanks();
        return scanner.atEnd();
    }

    private static void require(boolean asExpected) throws MalformedJsonException {
        if (!asExpected) {
            throw broken();
        }
    }

    private static MalformedJsonException broken() {
        return new MalformedJsonException("not JSON");
    }
}
