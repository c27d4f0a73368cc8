package org.ocppgateway.routing.redis;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The servers that hold the keys. Nothing is connected before it is needed, so that a pod starts without Redis. Used by the link's thread
 * only; every call is bounded in time.
 */
interface RedisServers {

    static RedisServers of(RedisSettings settings) {
        return switch (settings.address().kind()) {
            case STANDALONE -> new OneServer(() -> RedisClients.standalone(settings));
            case SENTINEL -> new OneServer(() -> RedisClients.sentinel(settings));
            case CLUSTER -> new ClusterServers(() -> RedisClients.cluster(settings));
        };
    }

    /**
     * Finds the servers, if that has not been done yet.
     *
     * @throws JedisException if nobody says where they are
     */
    void connect();

    /** The name of the server that holds a key now, as far as is known; null if none does. */
    @Nullable
    String serverOf(String key);

    /**
     * A pipeline to that server, which has a connection of its own until it is closed.
     *
     * @throws JedisException if it does not answer
     */
    AbstractPipeline pipeline(String server);

    /** Asks anew which server holds what, after one has failed. */
    void refresh();

    /** Asks a server that has referred us to another, and so knows better, which one holds what. */
    void refreshFrom(String server);

    void close();
}
