package org.ocppgateway.routing.ban;

import java.time.Instant;

/**
 * A stored ban.
 *
 * @param banId unique; letters, digits and hyphens
 * @param target what is banned
 * @param until end of the ban
 * @param reason for people
 */
public record BanRecord(String banId, Target target, Instant until, String reason) {

    /** Target of a ban. */
    public sealed interface Target {
        /**
         * All clients of a network.
         *
         * @param range in CIDR notation, or one address
         */
        record Address(String range) implements Target {}

        /** One charge point from any address. */
        record ChargePoint(String id) implements Target {}
    }
}
