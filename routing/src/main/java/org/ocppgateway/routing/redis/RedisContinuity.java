package org.ocppgateway.routing.redis;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.command.RedisReachability;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.redis.client.Script;

/**
 * Tracks since when Redis has lost no data. The marker {@code gateway:era} is written again, with the time of Redis,
 * when it is missing (Redis is empty) and when it names another server (after a restart, or a failover to a replica,
 * which may lack the last writes). It is read at short intervals, so that it exists before it is needed. Thread-safe.
 *
 * <p>The marker also contains the last time at which any pod reached Redis before that, as far as reported: each pod
 * reports it with its first call in a new era ({@link RedisReachability}).
 *
 * <p>In a Redis Cluster the marker covers only the node that holds it.
 */
public final class RedisContinuity {
    private static final EventLog LOG = EventLog.of(RedisContinuity.class);
    static final String KEY = "gateway:era";

    /**
     * Argument: the last time at which the caller reached Redis, by the clock of Redis, or 0. Returns, in ms since
     * 1970, the start of the era, the last time at which any caller reached Redis before it, or 0, and the current
     * time.
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

    /** @param steady monotonic clock */
    public RedisContinuity(RedisSettings settings, RedisLink link, Clock steady) {
        this.link = link;
        this.steady = steady;
        this.reachability = new RedisReachability(
                settings.lifetimes().lease(),
                settings.lifetimes()
                        .leaseRenewalInterval()
                        .plus(settings.timeout().multipliedBy(4)));
    }

    /** Returns the start of the era. Reads Redis, because an earlier reading may be outdated. */
    Instant since() throws RedisUnavailableException, InterruptedException {
        reachability.onCall(steady.instant());
        String last = Long.toString(reachability.lastReached().toEpochMilli());
        String[] reply = link.run(KEEP, KEY, last).split(" ", 3);
        Instant began = instant(reply[0]);
        reachability.onReply(began, instant(reply[1]), instant(reply[2]));
        if (!began.equals(since)) {
            LOG.log(RoutingLogEvent.REDIS_CONTINUITY_STARTED, began);
            since = began;
        }
        return began;
    }

    /**
     * Returns whether other pods may have declared this pod dead after {@code time}.
     *
     * @throws RedisUnavailableException also while other pods may still report when they reached Redis
     */
    boolean wasCutOffAfter(Instant time) throws RedisUnavailableException, InterruptedException {
        Instant began = since();
        return reachability
                .wasCutOffAfter(time)
                .orElseThrow(() -> new RedisUnavailableException("Redis lost its data at " + began, null));
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
