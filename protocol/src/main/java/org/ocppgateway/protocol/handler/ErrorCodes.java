package org.ocppgateway.protocol.handler;

import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.frame.ErrorCode;

/**
 * Maps kinds of violations to error codes. The specifications leave the choice open in places; this is the only place that
 * makes it.
 */
public final class ErrorCodes {
    private ErrorCodes() {}

    public static ErrorCode of(Violation.Kind kind) {
        return switch (kind) {
            case FORMAT, EXTRA -> ErrorCode.FORMAT_VIOLATION;
            case OCCURRENCE -> ErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION;
            case TYPE -> ErrorCode.TYPE_CONSTRAINT_VIOLATION;
            case VALUE -> ErrorCode.PROPERTY_CONSTRAINT_VIOLATION;
        };
    }
}
