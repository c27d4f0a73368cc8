package org.ocppgateway.gateway.limit;

import java.time.Instant;
import org.ocppgateway.protocol.ChargePointId;

/**
 * Keeps somebody out for a time.
 *
 * @param target whom
 * @param until from when on they may connect again
 * @param reason for people
 */
public record Ban(Target target, Instant until, String reason) {

    /** The clients that a ban applies to. */
    public sealed interface Target {
        /** All clients of a network. */
        record Network(NetworkRange range) implements Target {}

        /** One charge point from any address. Only operators ban one: an automatic ban would let an attacker exclude it. */
        record ChargePoint(ChargePointId id) implements Target {}
    }

    /** A ban of a network. */
    public static Ban of(NetworkRange range, Instant until, String reason) {
        return new Ban(new Target.Network(range), until, reason);
    }

    /** A ban of a charge point. */
    public static Ban of(ChargePointId id, Instant until, String reason) {
        return new Ban(new Target.ChargePoint(id), until, reason);
    }

    /** Whether the ban has not expired. */
    public boolean isInForceAt(Instant now) {
        return now.isBefore(until);
    }
}
