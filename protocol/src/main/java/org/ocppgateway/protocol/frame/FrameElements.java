package org.ocppgateway.protocol.frame;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.JsonScanner;
import org.ocppgateway.protocol.json.JsonStrings;

/**
 * Splits a frame into its elements. Records the position of the first five elements and whether the whole text is valid JSON.
 */
final class FrameElements {
    private static final int MAX_RECORDED = 5;

    private final String text;
    /** Start and end of each recorded element. */
    private final int[] bounds = new int[2 * MAX_RECORDED];

    private int count;
    private boolean complete;

    FrameElements(String text) {
        this.text = text;
        scan(new JsonScanner(text));
    }

    /** Returns the number of elements. If the text is not JSON, returns the number of elements before the error. */
    int count() {
        return count;
    }

    /** Returns whether the text is exactly one JSON array whose first element is an integer. */
    boolean areComplete() {
        return complete;
    }

    /** Returns the first element if it is a single digit, otherwise -1. */
    int messageType() {
        return count > 0 && end(0) - start(0) == 1 ? text.charAt(start(0)) - '0' : -1;
    }

    /** Returns the JSON text of an element, or an empty string if there is none. */
    String raw(int index) {
        return index < count ? text.substring(start(index), end(index)) : "";
    }

    /** Returns the value of an element, or null if it is absent or not a string. */
    @Nullable
    String string(int index) {
        if (index >= count || text.charAt(start(index)) != '"') {
            return null;
        }
        return JsonStrings.unescape(text, start(index), end(index));
    }

    boolean isNumber(int index) {
        return index < count && "-0123456789".indexOf(text.charAt(start(index))) >= 0;
    }

    private int start(int index) {
        return bounds[2 * index];
    }

    private int end(int index) {
        return bounds[2 * index + 1];
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
            return; // a number with a fraction, or not a number
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
            bounds[2 * count] = start;
            bounds[2 * count + 1] = end;
        }
        count++;
    }
}
