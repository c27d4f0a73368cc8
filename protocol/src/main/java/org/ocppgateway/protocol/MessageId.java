package org.ocppgateway.protocol;

/** Message id that matches an answer to its CALL: 1 to 36 characters, compared exactly (OCPP-J, section 4.1.4). */
public record MessageId(String value) {
    public static final int MAX_LENGTH = 36;

    public MessageId {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a message id needs 1 to " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
