package org.ocppgateway.routing.kafka;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Metadata beside the committed offset of a partition, by which a reader leaves information for its successors.
 *
 * @param unclean number of readers that have taken the partition and neither read to its end nor released it
 * @param at offset of the last record that was read one by one; -1 for none
 * @param deaths number of readers that have started to read that record and did not reach the next one
 */
record CommitMetadata(int unclean, long at, int deaths) {
    static final CommitMetadata NONE = new CommitMetadata(0, -1, 0);

    private static final Pattern FORM = Pattern.compile("unclean=(\\d{1,9}) at=(-?\\d{1,18}) deaths=(\\d{1,9})");

    /** Number of unclean reads from which the partition is read one record at a time: two readers have died. */
    private static final int SUSPECT = 3;

    private static final int DEADLY = 2;

    /** Parses committed metadata; unknown text means no information. */
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

    /** After another reader has taken the partition. */
    CommitMetadata taken() {
        return new CommitMetadata(Math.min(unclean + 1, 1_000_000), at, deaths);
    }

    /** Returns whether the partition must be read one record at a time. */
    boolean isSuspect() {
        return unclean >= SUSPECT;
    }

    /** Returns whether the record at that offset must be skipped. */
    boolean isDeadly(long offset) {
        return offset == at && deaths >= DEADLY;
    }

    /** Before the record at that offset is read. Earlier records are harmless. */
    CommitMetadata reading(long offset) {
        if (offset < at) {
            return this;
        }
        return offset == at ? new CommitMetadata(unclean, at, deaths + 1) : new CommitMetadata(unclean, offset, 1);
    }
}
