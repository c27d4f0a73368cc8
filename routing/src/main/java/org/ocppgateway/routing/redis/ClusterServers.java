package org.ocppgateway.routing.redis;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * The masters of a cluster, each with its slots. Jedis' own pipeline over several nodes is of no use here: when one node fails it
 * leaves replies of others unset.
 */
final class ClusterServers implements RedisServers {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterServers.class);

    private final Supplier<ClusterConnectionProvider> connect;
    private @Nullable ClusterConnectionProvider nodes;

    ClusterServers(Supplier<ClusterConnectionProvider> connect) {
        this.connect = connect;
    }

    private ClusterConnectionProvider nodes() {
        ClusterConnectionProvider connected = nodes == null ? connect.get() : nodes;
        nodes = connected;
        return connected;
    }

    @Override
    public void connect() {
        nodes();
    }

    @Override
    public @Nullable String serverOf(String key) {
        HostAndPort node = nodes().getNode(JedisClusterCRC16.getSlot(key));
        return node == null ? null : node.toString();
    }

    @Override
    public AbstractPipeline pipeline(String server) {
        return new Pipeline(nodes().getConnection(HostAndPort.from(server)), true);
    }

    @Override
    public void refresh() {
        try {
            nodes().renewSlotCache();
        } catch (JedisException e) {
            LOG.debug("the cluster does not say who holds what: {}", e.getMessage());
        }
    }

    @Override
    public void refreshFrom(String server) {
        try (Connection connection = nodes().getConnection(HostAndPort.from(server))) {
            nodes().renewSlotCache(connection);
        } catch (JedisException e) {
            LOG.debug("{} does not say who holds what: {}", server, e.getMessage());
        }
    }

    @Override
    public void close() {
        if (nodes != null) {
            nodes.close();
        }
    }
}
