package org.ocppgateway.ops.bench.memory;

/** The other end of a connection in memory. Called on threads of the server, one at a time; must not block. */
public interface Peer {

    /** The server has written this, in one call. */
    void received(byte[] bytes);

    /** The server will write nothing more. Called once. */
    void ended();
}
