package org.ocppgateway.routing.redis;

import java.time.Duration;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.redis.client.Script;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.route.WindowCounter;

/** Window counters in Redis, {@code tally:<what>:<chargePointId>}. */
public final class RedisWindowCounter implements WindowCounter {
    /** Argument: the window in ms. Returns the count. */
    private static final Script COUNT = new Script("count", """
        local count = redis.call('INCR', KEYS[1])
        if count == 1 then
          redis.call('PEXPIRE', KEYS[1], ARGV[1])
        end
        return tostring(count)
        """);

    private final RedisLink link;

    public RedisWindowCounter(RedisLink link) {
        this.link = link;
    }

    @Override
    public long count(String what, ChargePointId chargePointId, Duration window)
            throws RoutesUnavailableException, InterruptedException {
        try {
            String key = "tally:" + what + ":" + chargePointId;
            return Long.parseLong(link.run(COUNT, key, Long.toString(window.toMillis())));
        } catch (RedisUnavailableException e) {
            throw new RoutesUnavailableException(e);
        }
    }
}
