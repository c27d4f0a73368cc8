package org.ocppgateway.simulator.behaviour;

/** Connection of a charge point to its server. No method calls back into the charge point before it returns. */
public interface ChargePointTransport {

    /** Starts a connection attempt. The result arrives as {@code onOpen} or {@code onClose}. */
    void connect();

    /** Sends a text message. Does nothing if no connection is open. */
    void send(String text);

    void close(int code, String reason);

    /** Drops the connection without a close frame. */
    void drop();

    /** Stops reading. Sent messages still reach the server. */
    void stopReading();

    /** Stops reading and discards everything that is sent, as a dead network path does. Neither side is notified. */
    void stopTraffic();

    /** Resumes reading and sending. */
    void resume();
}
