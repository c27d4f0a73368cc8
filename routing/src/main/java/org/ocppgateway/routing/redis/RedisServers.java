package org.ocppgateway.routing.redis;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The servers that hold the keys. Nothing is connected before it is needed, so that a pod starts without Redis. Used by the link's thread
 * only, except {@link #serverOf}; every call is bounded in time.
 */
interface RedisServers {

    static RedisServers of(RedisSettings settings) {
        return switch (settings.address().kind()) {
            case STANDALONE -> SingleServer.at(settings);
            case SENTINEL -> SingleServer.namedBy(new Sentinels(settings), settings);
            case CLUSTER -> new ClusterServers(settings);
        };
    }

    /**
     * Finds the servers, if that has not been done yet.
     *
     * @throws WrongServerTypeException if they are there and of another kind than configured
     * @throws JedisException if nobody says where they are
     */
    void connect();

    /** The names of all servers that hold keys, as far as is known. */
    Collection<String> names();

    /** The name of the server that holds a key now, as far as is known; null if none does. Any thread. */
    @Nullable
    String serverOf(String key);

    /**
     * A pipeline to that server, which has a connection of its own until it is closed.
     *
     * @throws JedisException if it does not answer
     */
    AbstractPipeline pipeline(String server);

    /** After a server has failed or refused: drops the connection to it, and asks anew which server holds what. */
    void refresh(String server);

    /** Asks a server that has referred us to another, and so knows better, which one holds what. */
    void refreshFrom(String server);

    void close();
}
