package org.ocppgateway.ops.bench.load;

/**
 * The text of a CALL without its two variable parts: message id and one value.
 *
 * @param beforeId text before the message id
 * @param afterId text from behind the message id to the value, or to the end
 * @param afterValue text behind the value; empty if there is no value
 */
public record CallTemplate(String beforeId, String afterId, String afterValue) {

    /**
     * Splits a CALL into its constant parts.
     *
     * @param value placeholder of the value in the frame, replaced by a different number in every CALL; empty for none
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

    /** Returns the CALL with this number as message id and value. */
    String text(long number) {
        return afterValue.isEmpty() ? beforeId + number + afterId : beforeId + number + afterId + number + afterValue;
    }
}
