package org.ocppgateway.ops.bench.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of OCPP-J frames that the load needs. It does not parse JSON, so that a message costs little. */
final class Frames {
    static final char CALL = '2';
    static final char CALLRESULT = '3';
    static final char CALLERROR = '4';

    /** A JSON string, without its quotation marks. */
    private static final Pattern STRINGS = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final int MAX_CODE_LENGTH = 40;

    private Frames() {}

    /** Returns the message type of a frame, or a blank if the text is not a frame. Servers may add white space. */
    static char type(String text) {
        if (text.isEmpty() || text.charAt(0) != '[') {
            return ' ';
        }
        int at = 1;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : ' ';
    }

    /** Returns the error code of a CALLERROR: its second string. */
    static String errorCode(String frame) {
        Matcher strings = STRINGS.matcher(frame);
        boolean hasId = strings.find();
        String code = hasId && strings.find() ? strings.group(1) : "without a code";
        return code.substring(0, Math.min(code.length(), MAX_CODE_LENGTH));
    }

    /** Returns the CALLERROR that answers a CALL of the server. */
    static String notSupported(String call) {
        Matcher strings = STRINGS.matcher(call);
        String id = strings.find() ? strings.group(1) : "";
        return "[4,\"" + id + "\",\"NotSupported\",\"\",{}]";
    }
}
