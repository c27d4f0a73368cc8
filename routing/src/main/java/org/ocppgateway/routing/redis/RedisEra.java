package org.ocppgateway.routing.redis;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Since when Redis has known everything without a gap. The mark {@code gateway:era} is made anew, with Redis's own time, when it is
 * missing (Redis came back empty) and when another server holds it (it was restarted, or a replica took over, and the last writes may
 * be lost). One virtual thread looks after it, so that it is there before it is needed.
 *
 * <p>In a Redis Cluster the mark speaks for the one node that holds it.
 */
public final class RedisEra {
    private static final Logger LOG = LoggerFactory.getLogger(RedisEra.class);
    private static final String KEY = "gateway:era";

    /** Returns the milliseconds since 1970 at which the era began. */
    private static final Script KEEP = new Script("keep-era", """
        local info = redis.pcall('INFO', 'server')
        local server = type(info) == 'string' and string.match(info, 'run_id:(%w+)') or ''
        local now = redis.call('HMGET', KEYS[1], 'server', 'since')
        if now[1] == server and now[2] then
          return now[2]
        end
        local time = redis.call('TIME')
        local since = string.format('%.0f', time[1] * 1000 + math.ceil(time[2] / 1000))
        redis.call('HSET', KEYS[1], 'server', server, 'since', since)
        return since
        """);

    private final RedisLink link;
    private final Duration interval;
    private volatile @Nullable Instant since;
    private @Nullable Loop keeping;

    public RedisEra(RedisSettings settings, RedisLink link) {
        this.link = link;
        this.interval = settings.leaseRenewalInterval();
    }

    /** Looks at it once and begins to look after it. */
    public void start() throws InterruptedException {
        keep();
        keeping = Loop.start("redis-era", Loop.pause(interval), this::keep);
    }

    public void stop() throws InterruptedException {
        if (keeping != null) {
            keeping.stop();
        }
    }

    /** Asks Redis: what was read a moment ago may not be true any more. */
    Instant since() throws RedisUnavailableException, InterruptedException {
        Instant began = Instant.ofEpochMilli(Long.parseLong(link.run(KEEP, KEY)));
        if (!began.equals(since)) {
            LOG.info("what Redis knows is without a gap since {}", began);
            since = began;
        }
        return began;
    }

    private void keep() throws InterruptedException {
        try {
            since();
        } catch (RedisUnavailableException e) {
            LOG.debug("the era is not kept: {}", e.getMessage()); // the link reports the outage
        }
    }
}
