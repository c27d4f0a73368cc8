package org.ocppgateway.protocol.frame;

import org.ocppgateway.protocol.OcppVersion;

/** The error codes of CALLERROR and CALLRESULTERROR. 1.6 spells two of them wrong, for ever, and lacks two. */
public enum ErrorCode {
    NOT_IMPLEMENTED("NotImplemented"),
    NOT_SUPPORTED("NotSupported"),
    INTERNAL_ERROR("InternalError"),
    PROTOCOL_ERROR("ProtocolError"),
    SECURITY_ERROR("SecurityError"),
    FORMAT_VIOLATION("FormationViolation", "FormatViolation"),
    PROPERTY_CONSTRAINT_VIOLATION("PropertyConstraintViolation"),
    OCCURRENCE_CONSTRAINT_VIOLATION("OccurenceConstraintViolation", "OccurrenceConstraintViolation"),
    TYPE_CONSTRAINT_VIOLATION("TypeConstraintViolation"),
    GENERIC_ERROR("GenericError"),
    MESSAGE_TYPE_NOT_SUPPORTED("GenericError", "MessageTypeNotSupported"),
    RPC_FRAMEWORK_ERROR("GenericError", "RpcFrameworkError");

    private final String in16;
    private final String in2x;

    ErrorCode(String everywhere) {
        this(everywhere, everywhere);
    }

    ErrorCode(String in16, String in2x) {
        this.in16 = in16;
        this.in2x = in2x;
    }

    /** The code as this version spells it; a code that 1.6 lacks is GenericError there. */
    public String spelling(OcppVersion version) {
        return version == OcppVersion.V1_6 ? in16 : in2x;
    }
}
