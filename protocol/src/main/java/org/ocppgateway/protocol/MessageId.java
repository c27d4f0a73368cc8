package org.ocppgateway.protocol;

/** The id by which an answer is matched to its CALL: 1 to 36 characters, compared exactly (OCPP-J 4.1.4). */
public record MessageId(String value) {
    public static final int MAX_LENGTH = 36;

    public MessageId {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a message id has 1 to " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
