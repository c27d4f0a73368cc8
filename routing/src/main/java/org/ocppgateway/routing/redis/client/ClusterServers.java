package org.ocppgateway.routing.redis.client;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * The masters of a Redis Cluster, each with its slots. Jedis' cluster pipeline is not used: when one node fails it
 * leaves replies of other nodes unset.
 */
final class ClusterServers implements RedisServers {
    private static final EventLog LOG = EventLog.of(ClusterServers.class);

    private final RedisSettings settings;
    private volatile @Nullable ClusterConnectionProvider nodes;

    ClusterServers(RedisSettings settings) {
        this.settings = settings;
    }

    private ClusterConnectionProvider nodes() {
        ClusterConnectionProvider connected = nodes;
        if (connected == null) {
            throw new JedisConnectionException("not connected");
        }
        return connected;
    }

    @Override
    public void connect() {
        if (nodes == null) {
            requireCluster();
            nodes = RedisClients.cluster(settings);
        }
    }

    /** Jedis only reports that it found no slots; this method finds out why. */
    private void requireCluster() {
        RedisProblemException problem = null;
        for (HostAndPort node : RedisClients.nodes(settings)) {
            try (Jedis connection = new Jedis(node, RedisClients.config(settings))) {
                if (connection.info("server").contains("redis_mode:cluster")) {
                    return;
                }
                throw RedisProblemException.wrongType("the server at " + node
                        + " is no node of a Redis Cluster; write redis://" + node + " (rediss:// with TLS)");
            } catch (JedisDataException | JedisConnectionException e) {
                LOG.log(RoutingLogEvent.REDIS_NODE_UNKNOWN, node, e.getMessage());
                problem = RedisProblem.of(e, settings, false)
                        .map(found -> new RedisProblemException(found, e))
                        .orElse(problem);
            }
        }
        if (problem != null) {
            throw problem;
        }
    }

    @Override
    public Optional<RedisProblem> problem(JedisException failure) {
        return RedisProblem.of(failure, settings, false);
    }

    @Override
    public Collection<String> names() {
        ClusterConnectionProvider connected = nodes;
        return connected == null
                ? List.of()
                : List.copyOf(connected.getPrimaryNodes().keySet());
    }

    @Override
    public @Nullable String serverOf(String key) {
        ClusterConnectionProvider connected = nodes;
        if (connected == null) {
            return null;
        }
        HostAndPort node = connected.getNode(JedisClusterCRC16.getSlot(key));
        return node == null ? null : node.toString();
    }

    @Override
    public AbstractPipeline pipeline(String server) {
        return new Pipeline(nodes().getConnection(HostAndPort.from(server)), true);
    }

    @Override
    public void refresh(String server) {
        if (nodes == null) {
            return;
        }
        try {
            nodes().renewSlotCache();
        } catch (JedisException e) {
            LOG.log(RoutingLogEvent.REDIS_SLOTS_UNKNOWN, e.getMessage());
        }
    }

    @Override
    public void refreshFrom(String server) {
        try (Connection connection = nodes().getConnection(HostAndPort.from(server))) {
            nodes().renewSlotCache(connection);
        } catch (JedisException e) {
            LOG.log(RoutingLogEvent.REDIS_NODE_SLOTS_UNKNOWN, server, e.getMessage());
        }
    }

    @Override
    public void close() {
        ClusterConnectionProvider connected = nodes;
        if (connected != null) {
            connected.close();
        }
    }
}
