package org.ocppgateway.gateway.api;

import java.time.Instant;
import java.util.Locale;

/** Ids of list items that are sorted by time, the latest first. They begin with the milliseconds that remain until the year 2286. */
final class LatestFirst {
    private static final long END = 9_999_999_999_999L;

    private LatestFirst() {}

    /** @param suffix distinguishes items of the same millisecond; printable ASCII */
    static String id(Instant time, String suffix) {
        return String.format(Locale.ROOT, "%013d-%s", END - time.toEpochMilli(), suffix);
    }
}
