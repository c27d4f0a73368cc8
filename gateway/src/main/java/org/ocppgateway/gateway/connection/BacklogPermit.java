package org.ocppgateway.gateway.connection;

/**
 * The part of the backlog that one received message occupies. Released when the message is processed. Not thread-safe: one owner at a
 * time.
 */
public final class BacklogPermit {
    private final Connection connection;
    private int characters;

    BacklogPermit(Connection connection, int characters) {
        this.connection = connection;
        this.characters = characters;
    }

    /** Removes the message from the backlog. Only the first call has an effect. Does not block. */
    public void release() {
        int occupied = characters;
        characters = 0;
        if (occupied > 0) {
            connection.release(occupied);
        }
    }
}
