package org.ocppgateway.routing.redis;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ocppgateway.protocol.testing.TestPorts;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClusterClient;
import redis.embedded.Redis;
import redis.embedded.RedisServer;
import redis.embedded.RedisShardedCluster;

/** A real cluster of three masters with one replica each. The slots of a dead master do not affect the other slots. */
final class TestCluster implements AutoCloseable {
    private static final int SHARDS = 3;
    private static final String NODE_TIMEOUT = "cluster-node-timeout";

    private final Map<Integer, RedisServer> servers = new LinkedHashMap<>();
    private final RedisShardedCluster cluster;

    private TestCluster() throws IOException {
        Map<Integer, Set<Integer>> replicasOf = new LinkedHashMap<>();
        for (int i = 0; i < SHARDS; i++) {
            replicasOf.put(newServer(), Set.of(newServer()));
        }
        List<Redis> all = new ArrayList<>(servers.values());
        cluster = new RedisShardedCluster(all, replicasOf, Duration.ofSeconds(60));
    }

    static TestCluster start() throws IOException {
        TestCluster started = new TestCluster();
        started.cluster.start();
        started.servers.keySet().forEach(TestCluster::awaitReady);
        return started;
    }

    private static void awaitReady(int port) {
        try (Jedis node = new Jedis("127.0.0.1", port, 10_000)) {
            await().until(() -> node.clusterInfo().contains("cluster_slots_ok:16384"));
            // A replica that was never in contact with its master does not take over.
            await().until(() -> node.info("replication").matches("(?s).*(master_link_status:up|connected_slaves:1).*"));
        }
    }

    private int newServer() throws IOException {
        int port = TestPorts.free();
        servers.put(
                port,
                RedisServer.newRedisServer()
                        .port(port)
                        .bind("127.0.0.1")
                        .setting("cluster-enabled yes")
                        .setting("cluster-config-file nodes-" + port + ".conf")
                        .setting("cluster-require-full-coverage no")
                        .setting(NODE_TIMEOUT + " 15000") // a pause is no death
                        .setting("save \"\"")
                        .onShutdownForceStop(true)
                        .build());
        return port;
    }

    /** The address of one node, which knows the others. */
    String uri() {
        return "redis-cluster://127.0.0.1:" + servers.keySet().iterator().next();
    }

    RedisClusterClient client() {
        return RedisClusterClient.create(
                new HostAndPort("127.0.0.1", servers.keySet().iterator().next()));
    }

    /** {@code kill -9}; its replica takes over soon. */
    void kill(HostAndPort node) throws IOException {
        RedisServer server = servers.get(node.getPort());
        if (server == null) {
            throw new IllegalArgumentException(node + " is no node of this cluster");
        }
        for (int port : servers.keySet()) {
            try (Jedis live = new Jedis("127.0.0.1", port, 10_000)) {
                live.configSet(NODE_TIMEOUT, "1500");
            }
        }
        server.stop();
    }

    @Override
    public void close() throws IOException {
        for (RedisServer server : servers.values()) {
            server.stop();
        }
    }
}
