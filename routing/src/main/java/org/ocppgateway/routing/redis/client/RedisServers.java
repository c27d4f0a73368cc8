package org.ocppgateway.routing.redis.client;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The servers that hold the keys. Connections are opened on demand, so that a pod starts without Redis. Used by the
 * link's thread only, except {@link #serverOf}; every call is bounded in time.
 */
interface RedisServers {

    static RedisServers of(RedisSettings settings) {
        return switch (settings.address().kind()) {
            case STANDALONE -> SingleServer.at(settings);
            case SENTINEL -> SingleServer.ofSentinels(new Sentinels(settings), settings);
            case CLUSTER -> new ClusterServers(settings);
        };
    }

    /**
     * Discovers the servers unless they are known.
     *
     * @throws RedisProblemException if they are of another kind than configured, or refuse a setting
     * @throws JedisException if discovery fails
     */
    void connect();

    /** Returns the setting because of which {@link #connect} failed; empty after an outage. */
    Optional<RedisProblem> problem(JedisException failure);

    /** The names of all known servers that hold keys. */
    Collection<String> names();

    /** The name of the server that holds a key now, as far as known; null if none does. Thread-safe. */
    @Nullable
    String serverOf(String key);

    /**
     * Opens a pipeline to a server; it uses its own connection until it is closed.
     *
     * @throws JedisException if the server does not answer
     */
    AbstractPipeline pipeline(String server);

    /** After a failure or refusal of a server: closes its connection and reads again which server holds which keys. */
    void refresh(String server);

    /** Reads the distribution of keys from a server that has redirected a call and therefore knows a newer one. */
    void refreshFrom(String server);

    void close();
}
