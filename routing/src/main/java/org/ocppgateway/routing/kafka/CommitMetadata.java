package org.ocppgateway.routing.kafka;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What readers of a partition leave beside its committed offset for those who come after them.
 *
 * @param unclean how many readers have taken the partition and neither read to its end nor given it back
 * @param at the offset that was read with care last; -1 for none
 * @param deaths how many readers have begun to read that one and not come to the next
 */
record CommitMetadata(int unclean, long at, int deaths) {
    static final CommitMetadata NONE = new CommitMetadata(0, -1, 0);

    private static final Pattern FORM = Pattern.compile("unclean=(\\d{1,9}) at=(-?\\d{1,18}) deaths=(\\d{1,9})");

    /** Number of unclean reads from which the partition is read one record at a time: two readers have ended. */
    private static final int SUSPECT = 3;

    private static final int DEADLY = 2;

    /** What else may stand there is none. */
    static CommitMetadata parse(String metadata) {
        Matcher form = FORM.matcher(metadata);
        return form.matches()
                ? new CommitMetadata(
                        Integer.parseInt(form.group(1)), Long.parseLong(form.group(2)), Integer.parseInt(form.group(3)))
                : NONE;
    }

    String text() {
        return "unclean=" + unclean + " at=" + at + " deaths=" + deaths;
    }

    /** Another reader has taken the partition. */
    CommitMetadata taken() {
        return new CommitMetadata(Math.min(unclean + 1, 1_000_000), at, deaths);
    }

    /** Whether the partition is to be read one record at a time. */
    boolean isSuspect() {
        return unclean >= SUSPECT;
    }

    /** Whether the record at that offset is to be passed over. */
    boolean isDeadly(long offset) {
        return offset == at && deaths >= DEADLY;
    }

    /** The record at that offset is about to be read. Those before the one that is known are sound. */
    CommitMetadata reading(long offset) {
        if (offset < at) {
            return this;
        }
        return offset == at ? new CommitMetadata(unclean, at, deaths + 1) : new CommitMetadata(unclean, offset, 1);
    }
}
