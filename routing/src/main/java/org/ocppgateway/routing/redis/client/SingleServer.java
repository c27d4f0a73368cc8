package org.ocppgateway.routing.redis.client;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.SafeEncoder;

/**
 * A single server that holds every key, over one connection: at a fixed address or at the address of the sentinels'
 * master.
 */
final class SingleServer implements RedisServers {
    private final Location location;
    private final RedisSettings settings;
    private final JedisClientConfig config;
    private volatile @Nullable HostAndPort connectedTo;
    private @Nullable Connection connection;

    /** Address of the server. */
    interface Location extends AutoCloseable {
        /** Returns the address, without a call if it is known. Fails if it cannot be determined. */
        HostAndPort current();

        @Override
        void close();
    }

    private SingleServer(Location location, RedisSettings settings) {
        this.location = location;
        this.settings = settings;
        this.config = RedisClients.config(settings);
    }

    /** A server at the configured address. */
    static SingleServer at(RedisSettings settings) {
        HostAndPort address = RedisClients.nodes(settings).iterator().next();
        Location fixed = new Location() {
            @Override
            public HostAndPort current() {
                return address;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        return new SingleServer(fixed, settings);
    }

    /** The master that the sentinels name. */
    static SingleServer ofSentinels(Location sentinels, RedisSettings settings) {
        return new SingleServer(sentinels, settings);
    }

    @Override
    public void connect() {
        HostAndPort address = location.current();
        if (connection != null && connection.isBroken()) {
            drop();
        }
        if (connection != null && address.equals(connectedTo)) {
            return;
        }
        drop();
        Connection fresh = new Connection(address, config);
        try {
            fresh.connect();
            requireSingle(fresh, address);
        } catch (RuntimeException e) {
            close(fresh);
            throw e;
        }
        connection = fresh;
        connectedTo = address;
    }

    /**
     * Refuses a cluster node, which holds only some keys, and a sentinel, which holds none. Without permission for the
     * query the server is not checked.
     */
    private void requireSingle(Connection fresh, HostAndPort address) {
        String info;
        try {
            fresh.sendCommand(Protocol.Command.INFO, "server");
            info = SafeEncoder.encode(fresh.getBinaryBulkReply());
        } catch (JedisDataException e) {
            if (RedisProblem.of(e, settings, false).isPresent()) {
                throw e;
            }
            return;
        }
        if (info.contains("redis_mode:cluster")) {
            throw RedisProblemException.wrongType(
                    "the server at " + address + " is a node of a Redis Cluster and holds a part of"
                            + " the keys; write redis-cluster://" + address + " (rediss-cluster:// with TLS)");
        }
        if (info.contains("redis_mode:sentinel")) {
            throw RedisProblemException.wrongType("the server at " + address + " is a sentinel and holds no keys; write"
                    + " redis-sentinel://" + address + "/MASTER, with the name of the master");
        }
    }

    @Override
    public Optional<RedisProblem> problem(JedisException failure) {
        return RedisProblem.of(failure, settings, false);
    }

    @Override
    public Collection<String> names() {
        HostAndPort current = connectedTo;
        return current == null ? List.of() : List.of(current.toString());
    }

    @Override
    public @Nullable String serverOf(String key) {
        HostAndPort current = connectedTo;
        return current == null ? null : current.toString();
    }

    @Override
    public AbstractPipeline pipeline(String server) {
        Connection open = connection;
        if (open == null) {
            throw new JedisConnectionException("not connected");
        }
        return new Pipeline(open, false);
    }

    @Override
    public void refresh(String server) {
        drop();
    }

    @Override
    public void refreshFrom(String server) {
        drop(); // a single server does not redirect; a new connection checks its type again
    }

    private void drop() {
        if (connection != null) {
            close(connection);
            connection = null;
        }
    }

    private static void close(Connection open) {
        try {
            open.close();
        } catch (RuntimeException e) {
            // already broken; nothing to close
        }
    }

    @Override
    public void close() {
        drop();
        location.close();
    }
}
