package org.ocppgateway.protocol.frame;

/** First element of every frame (OCPP-J, section 4.1.3). */
final class MessageTypeNumber {
    static final int CALL = 2;
    static final int CALL_RESULT = 3;
    static final int CALL_ERROR = 4;
    static final int CALL_RESULT_ERROR = 5;
    static final int SEND = 6;

    private MessageTypeNumber() {}
}
