package org.ocppgateway.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;

/** Puts user and password, which are configured apart so that they can be masked, into the URI that Redis clients take. */
final class RedisUri {
    private RedisUri() {}

    /** The URI as it is if there is no password. */
    static URI withCredentials(URI uri, String user, String password) {
        if (password.isEmpty()) {
            return uri;
        }
        try {
            return new URI(
                    uri.getScheme(),
                    user + ":" + password,
                    uri.getHost(),
                    uri.getPort(),
                    uri.getPath(),
                    uri.getQuery(),
                    uri.getFragment());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("user and password do not fit into a URI", e);
        }
    }
}
