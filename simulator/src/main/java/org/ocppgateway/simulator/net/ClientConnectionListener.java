package org.ocppgateway.simulator.net;

/** Who lives by a connection. All calls come on the loop's thread; times are nanoseconds since the epoch. */
public interface ClientConnectionListener {

    /** The upgrade succeeded. Comes at most once, before any text. */
    void onOpen(long now);

    void onMessage(String text, long now);

    /** The connection is over. Comes exactly once, also when it was never opened, and never from inside a call made to it. */
    void onClose(CloseReason closeReason, long now);
}
