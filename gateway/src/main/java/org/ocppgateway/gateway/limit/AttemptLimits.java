package org.ocppgateway.gateway.limit;

import java.time.Duration;

/**
 * Limits failed attempts to prove an identity: of one identity from one address, of one address, and of all. A costly check needs a
 * permit, which is given back if the check succeeds or cannot be made. So only failures count, and an attacker at another address uses up
 * no permit of the real charge point. Thread-safe.
 */
public final class AttemptLimits {
    private static final String ALL_SOURCES = "";

    private final KeyedRateLimiter<AttemptSource> byIdentityAndAddress;
    private final KeyedRateLimiter<NetworkAddress> byAddress;
    private final KeyedRateLimiter<String> all;

    /** The limit that an attempt has met. */
    public enum Scope {
        /** One identity from one address. */
        IDENTITY,
        /** One address, whatever the identity. */
        ADDRESS,
        /** All attempts at this pod. */
        ALL
    }

    /** Whether a check may be made. */
    public sealed interface Permission {
        /** It may. */
        record Granted(Permit permit) implements Permission {}

        /** It may not, before so much time has passed. */
        record Denied(Scope scope, Duration retryAfter) implements Permission {}
    }

    /** The right to one failure. */
    public final class Permit {
        private final AttemptSource source;

        private Permit(AttemptSource source) {
            this.source = source;
        }

        /** Gives it back: nothing failed. Called once at most. */
        public void giveBack(long now) {
            byIdentityAndAddress.giveBack(source, now);
            byAddress.giveBack(source.address(), now);
            all.giveBack(ALL_SOURCES, now);
        }
    }

    /**
     * The limits.
     *
     * @param maxKeys the most identities and addresses that are remembered, each
     */
    public record Settings(Allowance byIdentityAndAddress, Allowance byAddress, Allowance all, int maxKeys) {}

    /**
     * Limits with all permits available.
     *
     * @param onEviction called when an identity or address is removed because the limit is reached
     */
    public AttemptLimits(Settings settings, Runnable onEviction) {
        this.byIdentityAndAddress =
                new KeyedRateLimiter<>(settings.byIdentityAndAddress(), settings.maxKeys(), onEviction);
        this.byAddress = new KeyedRateLimiter<>(settings.byAddress(), settings.maxKeys(), onEviction);
        this.all = new KeyedRateLimiter<>(settings.all(), 1, onEviction);
    }

    /**
     * Takes a permit of all three, or of none.
     *
     * @param now time of a monotonic clock, in ns
     */
    public Permission take(AttemptSource from, long now) {
        AttemptSource source = from.counted();
        long wait = byIdentityAndAddress.take(source, now);
        if (wait > 0) {
            return denied(Scope.IDENTITY, wait);
        }
        wait = byAddress.take(source.address(), now);
        if (wait > 0) {
            byIdentityAndAddress.giveBack(source, now);
            return denied(Scope.ADDRESS, wait);
        }
        wait = all.take(ALL_SOURCES, now);
        if (wait > 0) {
            byIdentityAndAddress.giveBack(source, now);
            byAddress.giveBack(source.address(), now);
            return denied(Scope.ALL, wait);
        }
        return new Permission.Granted(new Permit(source));
    }

    /** Identities and addresses that are remembered. */
    public int size() {
        return byIdentityAndAddress.size() + byAddress.size();
    }

    private static Permission denied(Scope scope, long waitNanos) {
        return new Permission.Denied(scope, Duration.ofNanos(waitNanos));
    }
}
