package org.ocppgateway.ops.bench.compare;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.bench.load.Load;

/**
 * A server under load.
 *
 * @param name for messages
 * @param endpoint URI for charge points, without the identity; with TLS if its scheme is wss
 */
record MeasuredServer(String name, URI endpoint, ServerProcess process) {

    /** Creates charge points of this server. With TLS, no session of an earlier load is resumed. */
    Load load(int chargePoints, @Nullable String password) {
        return new Load(
                endpoint, chargePoints, isTls(endpoint) ? UncheckedTls.engines(endpoint.getHost()) : null, password);
    }

    static boolean isTls(URI endpoint) {
        return "wss".equals(endpoint.getScheme());
    }
}
