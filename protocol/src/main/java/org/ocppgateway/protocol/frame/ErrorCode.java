package org.ocppgateway.protocol.frame;

import org.ocppgateway.protocol.OcppVersion;

/** Error codes of CALLERROR and CALLRESULTERROR. OCPP 1.6 misspells two of them and lacks two others. */
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

    /** Returns the code as this version spells it. A code that OCPP 1.6 lacks becomes GenericError. */
    public String spelling(OcppVersion version) {
        return version == OcppVersion.V1_6 ? in16 : in2x;
    }
}
