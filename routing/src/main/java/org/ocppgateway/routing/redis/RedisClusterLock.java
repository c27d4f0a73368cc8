package org.ocppgateway.routing.redis;

import java.time.Duration;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.redis.client.Script;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** A lock of the cluster that ends by itself after a time, {@code tally:<what>}. Thread-safe. */
public final class RedisClusterLock {
    /** Arguments: the holder, the time in ms. Returns {@code held}, or the other holder. */
    private static final Script HOLD = new Script("hold-lock", """
        local current = redis.call('GET', KEYS[1])
        if current and current ~= ARGV[1] then
          return current
        end
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        return 'held'
        """);

    private final RedisLink link;
    private final String key;

    /** @param what names the lock */
    public RedisClusterLock(RedisLink link, String what) {
        this.link = link;
        this.key = "tally:" + what;
    }

    /**
     * Acquires or extends the lock.
     *
     * @param holder unique name of the holder
     * @param time after which the lock ends, 1 ms or more
     * @return false if another holder has it
     */
    public boolean hold(String holder, Duration time) throws RoutesUnavailableException, InterruptedException {
        try {
            return link.run(HOLD, key, holder, Long.toString(time.toMillis())).equals("held");
        } catch (RedisUnavailableException e) {
            throw new RoutesUnavailableException(e);
        }
    }
}
