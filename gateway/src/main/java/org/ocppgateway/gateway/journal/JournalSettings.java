package org.ocppgateway.gateway.journal;

import org.ocppgateway.protocol.model.IdTokenMask;
import org.ocppgateway.protocol.model.Masking;

/**
 * Settings of the frame journal.
 *
 * @param ringBytes maximum memory of the last frames of all sessions, in bytes
 * @param badEndBytes maximum memory of the stored frames of sessions that ended badly, in bytes
 * @param topic charge points whose frames are published
 */
public record JournalSettings(long ringBytes, long badEndBytes, Masks masks, TopicSelection topic) {

    /** Divisor of the heap that all records together may use. */
    private static final int HEAP_SHARE = 16;

    /** Reduces the sizes in a small process, so that both together use at most a sixteenth of the heap. */
    public JournalSettings within(long heapBytes) {
        double factor = Math.min(1, (double) heapBytes / HEAP_SHARE / (ringBytes + badEndBytes));
        return new JournalSettings((long) (ringBytes * factor), (long) (badEndBytes * factor), masks, topic);
    }

    /**
     * Names and tokens that are masked before a frame enters the journal.
     *
     * @param credentials names of members whose values are masked
     * @param invalidText the same names and those of id tokens, for a text that is not a frame
     * @param eventTokens mask of id tokens in events; masks nothing without a secret
     * @param idTokens whether id tokens are masked although events contain them; the key of their hash is then generated
     */
    public record Masks(Masking credentials, Masking invalidText, IdTokenMask eventTokens, boolean idTokens) {}
}
