package org.ocppgateway.gateway.password;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.limit.AttemptLimits;
import org.ocppgateway.gateway.limit.AttemptLimits.Permission;
import org.ocppgateway.gateway.limit.AttemptLimits.Permit;
import org.ocppgateway.gateway.limit.AttemptSource;
import org.ocppgateway.gateway.password.PasswordMetrics.Outcome;
import org.ocppgateway.gateway.password.SlowHashPool.QueueFullException;

/**
 * Checks received passwords so that wrong attempts never block the right password: the cache and the fast hashes come first and have
 * no limit. Only a password that they do not know takes a permit of {@link AttemptLimits}, and then a place among the slow hashes. All
 * comparisons take the same time wherever the difference is. Thread-safe.
 */
public final class PasswordVerifier implements PasswordCheck, AutoCloseable {
    private final HashKeys keys;
    private final AttemptLimits limits;
    private final LongSupplier nanoTime;
    private final boolean equalTime;
    private final PasswordMetrics metrics;
    private final VerifiedPasswords verified;
    private final SlowHashPool pool;
    private final Stored decoy;

    /**
     * Settings of the checks.
     *
     * @param concurrency the most slow hashes at a time
     * @param queueLimit the most checks that wait for one
     * @param timeout of a check against a slow hash, waiting included; must end before the handshake's deadline
     * @param cacheLimit the most verified passwords that are remembered
     * @param equalTime whether a wrong password takes the time of a slow hash also where the stored hash is fast
     * @param cost of the substitute hash that is computed when there is no stored one
     */
    public record Settings(
            int concurrency, int queueLimit, Duration timeout, int cacheLimit, boolean equalTime, Argon2Cost cost) {}

    /**
     * Starts with an empty cache.
     *
     * @param nanoTime a monotonic clock, in ns
     */
    public PasswordVerifier(
            Settings settings,
            HashKeys keys,
            AttemptLimits limits,
            LongSupplier nanoTime,
            SecureRandom random,
            PrometheusRegistry registry) {
        this.keys = keys;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.equalTime = settings.equalTime();
        this.metrics = new PasswordMetrics(registry);
        this.verified = new VerifiedPasswords(settings.cacheLimit(), metrics.cacheEvictions::inc, random);
        this.pool = new SlowHashPool(settings.concurrency(), settings.queueLimit(), settings.timeout());
        byte[] nothing = new byte[32];
        random.nextBytes(nothing);
        PasswordHash anyHash =
                new PasswordHash.Argon2(settings.cost(), Argon2Hashing.VERSION, nothing.clone(), nothing);
        this.decoy = new Stored(anyHash.text(), anyHash, true);
        metrics.gauges(pool::waiting, verified::size);
    }

    @Override
    public Verification verify(AttemptSource from, Password password, String hash, @Nullable String previousHash)
            throws InterruptedException {
        List<Stored> stored = new ArrayList<>();
        String problem = null;
        for (String text : previousHash == null ? List.of(hash) : List.of(hash, previousHash)) {
            try {
                stored.add(new Stored(text, usable(text), stored.isEmpty() && problem == null));
            } catch (InvalidPasswordHashException e) {
                problem = String.valueOf(e.getMessage());
            }
        }
        Verification result = stored.isEmpty() ? new Verification.Mismatched() : check(from, password, stored);
        if (problem == null || !(result instanceof Verification.Mismatched)) {
            return result;
        }
        metrics.count(Outcome.UNVERIFIABLE);
        return new Verification.Unverifiable(problem);
    }

    @Override
    public Verification pretend(AttemptSource from, Password password) throws InterruptedException {
        try (PasswordSpellings spellings = new PasswordSpellings(password)) {
            return checkSlowly(from, password, spellings, List.of(decoy));
        }
    }

    /** Ends the threads for slow hashes. */
    @Override
    public void close() {
        pool.close();
    }

    /** A hash of the entry: of its password, or else of the one before a rotation. */
    private record Stored(String text, PasswordHash hash, boolean current) {}

    private PasswordHash usable(String text) throws InvalidPasswordHashException {
        PasswordHash hash = PasswordHash.parse(text);
        if (hash instanceof PasswordHash.Hmac hmac && !keys.ids().contains(hmac.keyId())) {
            throw new InvalidPasswordHashException(
                    "the hash was made with key " + hmac.keyId() + ", which security.hash-keys does not have");
        }
        return hash;
    }

    private Verification check(AttemptSource from, Password password, List<Stored> stored) throws InterruptedException {
        try (PasswordSpellings spellings = new PasswordSpellings(password)) {
            for (Stored each : stored) {
                if (matchesQuickly(each, password, spellings)) {
                    return new Verification.Matched(!each.current());
                }
            }
            List<Stored> slow = stored.stream()
                    .filter(each -> each.hash() instanceof PasswordHash.Argon2)
                    .toList();
            return checkSlowly(from, password, spellings, slow.isEmpty() && equalTime ? List.of(decoy) : slow);
        }
    }

    private boolean matchesQuickly(Stored stored, Password password, PasswordSpellings spellings) {
        boolean matches = switch (stored.hash()) {
            case PasswordHash.Hmac hmac -> matches(hmac, spellings);
            case PasswordHash.Argon2 argon2 -> verified.contains(stored.text(), password);
        };
        if (matches) {
            metrics.count(stored.hash() instanceof PasswordHash.Hmac ? Outcome.FAST : Outcome.CACHED);
        }
        return matches;
    }

    private boolean matches(PasswordHash.Hmac hash, PasswordSpellings spellings) {
        boolean matches = false;
        for (byte[] spelling : spellings.all()) {
            matches |= MessageDigest.isEqual(hash.tag(), keys.hmac(hash.keyId(), spelling));
        }
        return matches;
    }

    private Verification checkSlowly(
            AttemptSource from, Password password, PasswordSpellings spellings, List<Stored> slow)
            throws InterruptedException {
        return switch (limits.take(from, nanoTime.getAsLong())) {
            case Permission.Denied(AttemptLimits.Scope scope, Duration retryAfter) -> {
                metrics.count(Outcome.LIMITED);
                yield new Verification.Limited(scope, retryAfter);
            }
            case Permission.Granted(Permit permit) -> {
                Verification result = compute(password, spellings, slow);
                if (!(result instanceof Verification.Mismatched)) {
                    permit.giveBack(nanoTime.getAsLong());
                }
                yield result;
            }
        };
    }

    private Verification compute(Password password, PasswordSpellings spellings, List<Stored> slow)
            throws InterruptedException {
        try {
            Optional<Stored> match =
                    slow.isEmpty() ? Optional.empty() : pool.run(() -> firstMatch(spellings.all(), slow));
            if (match.isEmpty()) {
                metrics.count(Outcome.WRONG);
                return new Verification.Mismatched();
            }
            verified.add(match.get().text(), password);
            metrics.count(Outcome.SLOW);
            return new Verification.Matched(!match.get().current());
        } catch (QueueFullException e) {
            metrics.count(Outcome.QUEUE_FULL);
            return new Verification.Busy();
        } catch (TimeoutException e) {
            metrics.count(Outcome.TIMEOUT);
            return new Verification.Busy();
        }
    }

    /** Runs on a thread of the pool. After a timeout the caller wipes the spellings meanwhile and ignores the result. */
    private Optional<Stored> firstMatch(List<byte[]> spellings, List<Stored> slow) throws InterruptedException {
        long begun = nanoTime.getAsLong();
        try {
            for (Stored each : slow) {
                for (byte[] spelling : spellings) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException("no caller waits for this check");
                    }
                    if (each.hash() instanceof PasswordHash.Argon2 argon2 && Argon2Hashing.matches(argon2, spelling)) {
                        return Optional.of(each);
                    }
                }
            }
            return Optional.empty();
        } finally {
            metrics.hashSeconds.observe((nanoTime.getAsLong() - begun) / 1e9);
        }
    }
}
