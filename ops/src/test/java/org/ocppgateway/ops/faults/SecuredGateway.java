package org.ocppgateway.ops.faults;

import java.net.URI;
import org.ocppgateway.ops.stack.process.Server;

/** A gateway process with a configuration of its own. */
record SecuredGateway(Server server, int port, int adminPort) implements AutoCloseable {
    static URI url(String scheme, int port, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + path);
    }

    URI endpoint() {
        return url("ws", port, "/ocpp");
    }

    URI admin(String path) {
        return url("http", adminPort, path);
    }

    @Override
    public void close() {
        server.close();
    }
}
