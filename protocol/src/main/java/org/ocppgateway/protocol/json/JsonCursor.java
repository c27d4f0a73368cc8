package org.ocppgateway.protocol.json;

/**
 * Reads JSON text value by value, strictly by RFC 8259 and within the limits of {@link JsonScanner}. The caller looks at the
 * kind of the next value and then takes it:
 *
 * <pre>{@code
 * for (boolean more = cursor.enter(); more; more = cursor.next()) {
 *     String name = cursor.name();
 *     ... // take or skip one value
 * }
 * }</pre>
 *
 * <p>The text can also be the members of an object without its braces: the loop begins with {@code !cursor.atEnd()} then.
 *
 * <p>Strings are copied from the text. Numbers keep their exact text. Not thread-safe.
 */
public final class JsonCursor {
    /** Largest value of {@code maxDepth}. */
    public static final int MAX_DEPTH = Long.SIZE;

    private final String text;
    private final JsonScanner scanner;
    private final int maxDepth;
    /** Bit n is set if level n is an object, and clear if it is an array. */
    private long objects;

    private int depth;
    private boolean unpairedSurrogate;

    /** Kind of a JSON value. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL;

        /** Whether {@link JsonCursor#text} takes a value of this kind. */
        public boolean isText() {
            return this == STRING || this == NUMBER;
        }
    }

    /** @param maxDepth maximum levels of nesting, at most {@value #MAX_DEPTH}; deeper text counts as malformed */
    public JsonCursor(String text, int maxDepth) {
        this.text = text;
        this.scanner = new JsonScanner(text);
        this.maxDepth = maxDepth;
    }

    /** Returns the kind of the next value, determined by its first character. */
    public Kind kind() throws MalformedJsonException {
        scanner.skipBlanks();
        return switch (scanner.peek()) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Kind.NUMBER;
            default -> throw malformed();
        };
    }

    /** Enters the next object or array. Returns false if it is empty; the cursor has left it again in that case. */
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

    /**
     * Moves to the next member or element. Returns false at the end of the object or array; the cursor has left it in that
     * case. Outside all objects and arrays, that is the end of the text.
     */
    public boolean next() throws MalformedJsonException {
        scanner.skipBlanks();
        if (scanner.skip(',')) {
            return true;
        }
        require(depth == 0 ? scanner.atEnd() : leave());
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

    /** Takes the name of a member and the colon after it. */
    public String name() throws MalformedJsonException {
        scanner.skipBlanks();
        require(scanner.peek() == '"');
        String name = string();
        scanner.skipBlanks();
        require(scanner.skip(':'));
        return name;
    }

    /**
     * Takes the name of a member and the colon after it, if the name is in the table and is written without escapes. Otherwise
     * the cursor does not move.
     *
     * @param next position of the expected name, tried first for speed
     * @return position of the name in the table, or -1
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

    /**
     * Takes a string if it is in the table and is written without escapes. Otherwise the cursor does not move and the result is
     * -1.
     */
    public int takeString(StringTable strings) {
        scanner.skipBlanks();
        return scanner.skipOneOf(strings, strings.size());
    }

    /** Takes a string with its escapes decoded, or the exact text of a number. */
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

    /** Returns whether the last string contained an unpaired surrogate. The returned text has U+FFFD in its place. */
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

    /** Skips one value of any kind. */
    public void skip() throws MalformedJsonException {
        require(scanner.skipValue(maxDepth - depth));
    }

    /** Skips a name, the colon after it and the value. */
    public void skipMember() throws MalformedJsonException {
        require(scanner.skipName());
        skip();
    }

    /** Returns whether only blanks are left. */
    public boolean atEnd() {
        scanner.skipBlanks();
        return scanner.atEnd();
    }

    private static void require(boolean asExpected) throws MalformedJsonException {
        if (!asExpected) {
            throw malformed();
        }
    }

    private static MalformedJsonException malformed() {
        return new MalformedJsonException("not JSON");
    }
}
