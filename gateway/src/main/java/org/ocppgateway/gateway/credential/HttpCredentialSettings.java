package org.ocppgateway.gateway.credential;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Settings of the HTTP source.
 *
 * @param url to which a slash and the identity are added, percent-encoded
 * @param headers of every request, for example {@code Authorization}; their values are never printed
 * @param timeout of a lookup, waiting for a turn included; must end before the handshake's deadline
 * @param concurrency the most requests at a time
 * @param waitingLimit the most lookups that wait for a turn
 * @param failuresToPause lookups without an answer in a row after which the service is left alone
 * @param pause for how long it is
 */
public record HttpCredentialSettings(
        URI url,
        Map<String, String> headers,
        Duration timeout,
        int concurrency,
        int waitingLimit,
        int failuresToPause,
        Duration pause) {

    /** Refuses a URL that is not absolute http or https, or that carries a user, a query or a fragment. */
    public HttpCredentialSettings {
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new IllegalArgumentException("the URL of the credential service must begin with http:// or https://");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "the URL of the credential service must have no user, query or fragment; use headers");
        }
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "HttpCredentialSettings[url=" + url + ", headers=" + headers.keySet() + "]";
    }
}
