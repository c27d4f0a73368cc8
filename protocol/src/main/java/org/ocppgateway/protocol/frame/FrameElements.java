package org.ocppgateway.protocol.frame;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.JsonScanner;
import org.ocppgateway.protocol.json.JsonStrings;

/** The elements of a text that begins like a frame: where each of the first five stands, and whether all of it is JSON. */
final class FrameElements {
    private static final int MAX_RECORDED = 5;

    private final String text;
    private final int[] from = new int[MAX_RECORDED];
    private final int[] to = new int[MAX_RECORDED];
    private int count;
    private boolean complete;

    FrameElements(String text) {
        this.text = text;
        scan(new JsonScanner(text));
    }

    /** How many there are; of a text that is not JSON, how many could be read before it broke. */
    int count() {
        return count;
    }

    /** Whether the text is one JSON array with an integer as its first element, and nothing else. */
    boolean areComplete() {
        return complete;
    }

    /** The element's text, or an empty text if there is none. */
    String raw(int index) {
        return index < count ? text.substring(from[index], to[index]) : "";
    }

    /** The element, or null if there is none or it is not a string. */
    @Nullable
    String string(int index) {
        if (index >= count || text.charAt(from[index]) != '"') {
            return null;
        }
        return JsonStrings.unescape(text, from[index], to[index]);
    }

    boolean isNumber(int index) {
        return index < count && "-0123456789".indexOf(text.charAt(from[index])) >= 0;
    }

    private void scan(JsonScanner scanner) {
        scanner.skipBlanks();
        if (!scanner.skip('[')) {
            return;
        }
        scanner.skipBlanks();
        int start = scanner.position();
        if (!scanner.skipInteger()) {
            return;
        }
        int end = scanner.position();
        scanner.skipBlanks();
        if (!scanner.atEnd() && scanner.peek() != ',' && scanner.peek() != ']') {
            return; // a number with a fraction, or no number at all
        }
        record(start, end);
        while (scanner.skip(',')) {
            scanner.skipBlanks();
            start = scanner.position();
            if (!scanner.skipValue()) {
                return;
            }
            record(start, scanner.position());
            scanner.skipBlanks();
        }
        if (scanner.skip(']')) {
            scanner.skipBlanks();
            complete = scanner.atEnd();
        }
    }

    private void record(int start, int end) {
        if (count < MAX_RECORDED) {
            from[count] = start;
            to[count] = end;
        }
        count++;
    }
}
