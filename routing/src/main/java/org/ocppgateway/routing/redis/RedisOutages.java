package org.ocppgateway.routing.redis;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.sweep.Outages;

/**
 * The end of the last outage of Redis that any pod saw, in {@code redis-outage}: whoever sees Redis again after an outage writes it
 * down, for those that were not there or did not notice.
 */
public final class RedisOutages implements Outages {
    private static final String KEY = "redis-outage";

    /** Arguments: time and lifetime, in ms. The latest time stays. */
    private static final Script NOTE = new Script("note-outage", """
            local known = tonumber(redis.call('GET', KEYS[1]) or '0')
            if tonumber(ARGV[1]) > known then
              redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            end
            return 'noted'
            """);

    private final RedisLink link;
    private final Clock clock;
    private final String lifetimeMillis;
    private volatile @Nullable Instant seenHere;

    /** Wires it; from now on every outage is noted when it is over. */
    public RedisOutages(RedisSettings settings, RedisLink link, Clock clock) {
        this.link = link;
        this.clock = clock;
        this.lifetimeMillis = Long.toString(settings.commandLifetime().toMillis());
        link.afterOutage(this::note);
    }

    @Override
    public Optional<Instant> last() throws RoutesUnavailableException, InterruptedException {
        try {
            String noted = link.run(Read.GET, KEY);
            return Stream.of(Optional.ofNullable(seenHere), time(noted))
                    .flatMap(Optional::stream)
                    .max(Instant::compareTo);
        } catch (RedisUnavailableException e) {
            throw new RoutesUnavailableException(e);
        }
    }

    private static Optional<Instant> time(String millis) {
        return millis.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(Long.parseLong(millis)));
    }

    private void note() {
        Instant now = clock.instant();
        seenHere = now;
        link.later(NOTE, KEY, () -> true, reply -> {}, Long.toString(now.toEpochMilli()), lifetimeMillis);
    }
}
