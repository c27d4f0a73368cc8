package org.ocppgateway.ops.bench.memory;

/** The client's end of an in-memory connection. Called on threads of the server, one at a time. Must not block. */
public interface Peer {

    /** Receives the bytes of one write of the server. */
    void received(byte[] bytes);

    /** Called once, when the server has closed its output. */
    void ended();
}
