package org.ocppgateway.ops.bench.load;

/**
 * The text of a CALL but for what differs from one to the next: its message id and one value.
 *
 * @param beforeId up to the message id's first character
 * @param afterId from behind the message id to where the value stands, or to the end
 * @param afterValue the rest; empty if there is no value
 */
public record CallTemplate(String beforeId, String afterId, String afterValue) {

    /**
     * Cuts a CALL.
     *
     * @param value what stands for the value; every CALL has another number in its place. Empty for none
     */
    public static CallTemplate of(String frame, String value) {
        int id = frame.indexOf('"') + 1;
        int afterId = frame.indexOf('"', id);
        int at = value.isEmpty() ? frame.length() : frame.indexOf(value, afterId);
        if (at < 0) {
            throw new IllegalArgumentException("no " + value + " in " + frame);
        }
        return new CallTemplate(
                frame.substring(0, id), frame.substring(afterId, at), frame.substring(at + value.length()));
    }

    /** The CALL with this number. */
    String text(long number) {
        return afterValue.isEmpty() ? beforeId + number + afterId : beforeId + number + afterId + number + afterValue;
    }
}
