package org.ocppgateway.gateway.api;

import java.io.IOException;
import java.io.OutputStream;

/** A body that is written piece by piece. */
public interface ApiStream {
    String contentType();

    /**
     * Writes the whole body. Called once, on the virtual thread of the request.
     *
     * @param out blocks while the client does not read
     * @throws IOException if the client has gone
     */
    void writeTo(OutputStream out) throws IOException, InterruptedException;
}
