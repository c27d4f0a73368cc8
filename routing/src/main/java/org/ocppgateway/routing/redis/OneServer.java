package org.ocppgateway.routing.redis;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.UnifiedJedis;

/** One server that holds every key: always the same, or the one that the sentinels name. */
final class OneServer implements RedisServers {
    private final Supplier<UnifiedJedis> connect;
    private @Nullable UnifiedJedis jedis;

    OneServer(Supplier<UnifiedJedis> connect) {
        this.connect = connect;
    }

    private UnifiedJedis jedis() {
        UnifiedJedis connected = jedis == null ? connect.get() : jedis;
        jedis = connected;
        return connected;
    }

    @Override
    public void connect() {
        jedis();
    }

    @Override
    public String serverOf(String key) {
        return "redis";
    }

    @Override
    public AbstractPipeline pipeline(String server) {
        return jedis().pipelined();
    }

    @Override
    public void refresh() {
        // A new connection is all it takes: the sentinels tell Jedis by themselves when the server is another one.
    }

    @Override
    public void refreshFrom(String server) {
        throw new IllegalStateException("one server refers to no other");
    }

    @Override
    public void close() {
        if (jedis != null) {
            jedis.close();
        }
    }
}
