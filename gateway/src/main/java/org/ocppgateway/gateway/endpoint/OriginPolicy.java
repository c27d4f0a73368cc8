package org.ocppgateway.gateway.endpoint;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks the {@code Origin} headers of a request. A browser sends scheme, host and port of the page, or {@code null} (RFC 6454 section 7);
 * only allowed pages may connect. Other forms, with a path or without a host, are sent by charge point libraries and are always accepted.
 */
final class OriginPolicy {
    private static final Pattern BROWSER_ORIGIN = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?#]+|null");
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");
    private static final String ALL = "*";

    private final Set<String> allowed;

    /** @param allowed origins of pages; {@code *} allows all */
    OriginPolicy(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /** @param headers values of all {@code Origin} headers; usually empty */
    boolean allows(List<String> headers) {
        return allowed.contains(ALL) || headers.stream().allMatch(this::allows);
    }

    private boolean allows(String header) {
        return allowed.contains(header)
                || SEPARATOR
                        .splitAsStream(header)
                        .noneMatch(origin -> BROWSER_ORIGIN.matcher(origin).matches() && !allowed.contains(origin));
    }
}
