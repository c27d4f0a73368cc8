package org.ocppgateway.routing.redis;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.command.RedisReachability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Since when Redis has known everything without a gap. The mark {@code gateway:continuity} is made anew, with Redis's own time, when it is
 * missing (Redis came back empty) and when another server holds it (it was restarted, or a replica took over, and the last writes may
 * be lost). To be asked at short intervals, so that it is there before it is needed. Any thread may ask.
 *
 * <p>Beside it stands until when any pod reached Redis before that, as far as they have said: each says it at its first call in a new era
 * ({@link RedisReachability}).
 *
 * <p>In a Redis Cluster the mark speaks for the one node that holds it.
 */
public final class RedisContinuity {
    private static final Logger LOG = LoggerFactory.getLogger(RedisContinuity.class);
    static final String KEY = "gateway:era";

    /**
     * Argument: when the caller reached Redis last, as Redis told the time, or 0. Returns, in ms since 1970, when the era began, until when
     * any caller reached Redis before, or 0, and the time.
     */
    private static final Script KEEP = new Script("keep-era", """
        local info = redis.pcall('INFO', 'server')
        local server = type(info) == 'string' and string.match(info, 'run_id:(%w+)') or ''
        local time = redis.call('TIME')
        local now = string.format('%.0f', time[1] * 1000 + math.ceil(time[2] / 1000))
        local era = redis.call('HMGET', KEYS[1], 'server', 'since', 'reached')
        local since = era[2]
        local reached = era[3] or '0'
        if era[1] ~= server or not since then
          since = now
          reached = '0'
          redis.call('HSET', KEYS[1], 'server', server, 'since', since, 'reached', reached)
        end
        if tonumber(ARGV[1]) < tonumber(since) and tonumber(ARGV[1]) > tonumber(reached) then
          reached = ARGV[1]
          redis.call('HSET', KEYS[1], 'reached', reached)
        end
        return since .. ' ' .. reached .. ' ' .. now
        """);

    private final RedisLink link;
    private final Clock steady;
    private final RedisReachability reachability;
    private volatile @Nullable Instant since;

    /** @param steady never set */
    public RedisContinuity(RedisSettings settings, RedisLink link, Clock steady) {
        this.link = link;
        this.steady = steady;
        this.reachability = new RedisReachability(
                settings.leaseLifetime(),
                settings.leaseRenewalInterval().plus(settings.timeout().multipliedBy(4)));
    }

    /** When the era began. Asks Redis: what was read a moment ago may not be true any more. */
    Instant since() throws RedisUnavailableException, InterruptedException {
        reachability.tries(steady.instant());
        String last = Long.toString(reachability.lastReached().toEpochMilli());
        String[] reply = link.run(KEEP, KEY, last).split(" ", 3);
        Instant began = instant(reply[0]);
        reachability.reached(began, instant(reply[1]), instant(reply[2]));
        if (!began.equals(since)) {
            LOG.info("Redis has known everything without a gap since {}", began);
            since = began;
        }
        return began;
    }

    /**
     * Whether others may have taken this pod for dead after {@code time}.
     *
     * @throws RedisUnavailableException also while the others may still have to say until when they reached Redis
     */
    boolean wasCutOffAfter(Instant time) throws RedisUnavailableException, InterruptedException {
        Instant began = since();
        return reachability
                .wasCutOffAfter(time)
                .orElseThrow(() -> new RedisUnavailableException("what Redis knew was lost at " + began, null));
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
