package org.ocppgateway.ops.sizing;

/**
 * A fleet and how it is used.
 *
 * @param chargePoints connected at the same time
 * @param tlsShare share of them that connects to the gateway with TLS, 0 to 1
 * @param compressibleShare share of them that speaks OCPP 2.x and so may compress messages, 0 to 1
 * @param heartbeatInterval in seconds
 * @param chargingShare share of them that is charging, 0 to 1
 * @param meterInterval in seconds, between meter values of one that is charging
 * @param sessionLength length of a charging session in seconds
 * @param commandsPerDay commands of the backend for each charge point
 */
record Fleet(
        long chargePoints,
        double tlsShare,
        double compressibleShare,
        double heartbeatInterval,
        double chargingShare,
        double meterInterval,
        double sessionLength,
        double commandsPerDay) {
    /** Events of a charging session besides meter values: authorization, changes of status, start, end. An assumption. */
    static final int EVENTS_PER_SESSION = 8;

    Fleet {
        requirePositive(chargePoints, "charge points");
        requirePositive(heartbeatInterval, "heartbeat interval");
        requirePositive(meterInterval, "meter interval");
        requirePositive(sessionLength, "session length");
        requireShare(tlsShare, "TLS share");
        requireShare(compressibleShare, "share of OCPP 2.x");
        requireShare(chargingShare, "charging share");
        if (!(commandsPerDay >= 0)) {
            throw new IllegalArgumentException("commands per day must not be negative: " + commandsPerDay);
        }
    }

    double heartbeatsPerSecond() {
        return chargePoints / heartbeatInterval;
    }

    /** Events on the topic; Heartbeats are not published. */
    double eventsPerSecond() {
        double charging = chargePoints * chargingShare;
        return charging / meterInterval + charging * EVENTS_PER_SESSION / sessionLength;
    }

    private static void requirePositive(double value, String name) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }

    private static void requireShare(double value, String name) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be between 0 and 100 %: " + value * 100);
        }
    }
}
