package org.ocppgateway.simulator.behaviour;

/** What a charge point can do to the outside. None of these calls comes back to the charge point before it returns. */
public interface ChargePointTransport {

    /** Tries to connect; what comes of it is told by {@code opened} or {@code closed}. */
    void connect();

    /** Does nothing if there is no open connection. */
    void send(String text);

    void close(int code, String reason);

    /** Loses the connection without a word. */
    void drop();

    /** From now on nothing is read, while what is sent still goes out. */
    void stopReading();

    /** From now on nothing goes in or out, as if the path were dead; neither side is told. */
    void stopTraffic();

    /** Reads again. */
    void resume();
}
