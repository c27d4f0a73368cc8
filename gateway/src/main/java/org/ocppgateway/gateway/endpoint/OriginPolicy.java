package org.ocppgateway.gateway.endpoint;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether the headers {@code Origin} of a request let it in. A browser names the page that connects by scheme, host and port, or as
 * {@code null} (RFC 6454, section 7): only pages that are allowed may connect. What is written otherwise, with a path or without a host, is
 * no browser's: libraries of charge points send it.
 */
final class OriginPolicy {
    private static final Pattern OF_A_PAGE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?#]+|null");
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");
    private static final String ALL = "*";

    private final Set<String> allowed;

    /** @param allowed origins of pages; {@code *} lets in all */
    OriginPolicy(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /** @param headers the values of all headers {@code Origin}, of which there is usually none */
    boolean letIn(List<String> headers) {
        return allowed.contains(ALL) || headers.stream().allMatch(this::letsIn);
    }

    private boolean letsIn(String header) {
        return allowed.contains(header)
                || SEPARATOR
                        .splitAsStream(header)
                        .noneMatch(origin -> OF_A_PAGE.matcher(origin).matches() && !allowed.contains(origin));
    }
}
