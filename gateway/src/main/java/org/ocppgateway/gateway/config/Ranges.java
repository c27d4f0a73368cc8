package org.ocppgateway.gateway.config;

import java.time.Duration;

/** Bounds of configuration values, shared by several sections. */
final class Ranges {
    static final int MAX_COUNT = 1_000_000;
    static final int MIB = 1024 * 1024;
    static final Duration MILLISECOND = Duration.ofMillis(1);
    static final Duration HOUR = Duration.ofHours(1);
    static final Duration YEAR = Duration.ofDays(365);

    private Ranges() {}
}
