package org.ocppgateway.gateway.journal;

import org.ocppgateway.protocol.frame.Inbound;

/** Receives the frames of the sessions. Thread-safe; no method blocks. */
public interface FrameRecorder {
    /** Records nothing. */
    FrameRecorder NONE = new FrameRecorder() {
        @Override
        public void onReceived(JournalSource source, String text, Inbound parsed) {}

        @Override
        public void onSent(JournalSource source, String text) {}

        @Override
        public String masked(String idToken) {
            return idToken;
        }

        @Override
        public void onSessionStarted(JournalSource source) {}

        @Override
        public void onSessionEnded(
                JournalSource source, String endedBy, int closeCode, String closeReason, boolean bad) {}
    };

    /**
     * Called for each received text message, before the session processes it.
     *
     * @param parsed what the session has read from the text
     */
    void onReceived(JournalSource source, String text, Inbound parsed);

    /** Called for each text message that was queued for sending. */
    void onSent(JournalSource source, String text);

    /** Masks an id token as in the recorded frames. */
    String masked(String idToken);

    /** Called once, before the first message. */
    void onSessionStarted(JournalSource source);

    /**
     * Called once, after the last message.
     *
     * @param endedBy {@code charge-point}, {@code gateway} or {@code network}
     * @param bad whether the frames of the session are stored for an hour
     */
    void onSessionEnded(JournalSource source, String endedBy, int closeCode, String closeReason, boolean bad);
}
