package org.ocppgateway.gateway.config;

import java.time.Duration;

/** Writes durations and sizes as {@code reference.conf} does, with the largest unit that divides them. */
final class Units {
    private static final int KIB = 1024;

    private Units() {}

    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0";
        }
        if (millis % 1000 != 0) {
            return millis + " ms";
        }
        long seconds = duration.toSeconds();
        if (seconds % 60 != 0) {
            return seconds + " s";
        }
        if (seconds % 3600 != 0) {
            return seconds / 60 + " m";
        }
        return seconds % 86_400 == 0 ? duration.toDays() + " d" : seconds / 3600 + " h";
    }

    static String bytes(long bytes) {
        if (bytes == Integer.MAX_VALUE) {
            return "2 GiB";
        }
        if (bytes % KIB != 0) {
            return bytes + " B";
        }
        return bytes % (KIB * KIB) == 0 ? bytes / (KIB * KIB) + " MiB" : bytes / KIB + " KiB";
    }
}
