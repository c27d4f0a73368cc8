package org.ocppgateway.gateway.tls;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ocppgateway.routing.tls.Causes;

/**
 * An alert that the peer sent.
 *
 * @param name as RFC 8446 calls it, for example {@code unknown_ca}
 */
public record TlsAlert(String name) {
    /** JSSE reports alerts only as text: "Received fatal alert: x" in TLS 1.2, "... Alert: x" several causes deep in TLS 1.3. */
    private static final Pattern RECEIVED = Pattern.compile("(?i)received.*\\balert:\\s*([a-z_]+)", Pattern.DOTALL);

    /** Looks through the whole cause chain. */
    static Optional<TlsAlert> received(Throwable failure) {
        return Causes.of(failure).stream()
                .map(cause -> RECEIVED.matcher(String.valueOf(cause.getMessage())))
                .filter(Matcher::find)
                .map(matcher -> new TlsAlert(matcher.group(1)))
                .findFirst();
    }
}
