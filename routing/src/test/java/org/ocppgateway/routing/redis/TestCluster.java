package org.ocppgateway.routing.redis;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** Milliseconds until a silent node counts as dead: soon, or later than any pause. */
    private static final String SOON = "1500";

    private static final String NO_DEATH = "15000";

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
        started.servers.keySet().forEach(TestCluster::awaitReplication);
        await().until(started::isAgreed);
        started.setNodeTimeout(NO_DEATH);
        return started;
    }

    /** A replica that was never in contact with its master does not take over. */
    private static void awaitReplication(int port) {
        try (Jedis node = node(port)) {
            await().until(() -> node.info("replication").matches("(?s).*(master_link_status:up|connected_slaves:1).*"));
        }
    }

    /**
     * Whether all nodes know the same masters with all slots. The configuration epochs of new masters differ only after some time. A
     * replica that does not know that of its master gets no votes.
     */
    private boolean isAgreed() {
        Set<List<String>> views =
                servers.keySet().stream().map(TestCluster::masters).collect(Collectors.toSet());
        List<String> view = views.iterator().next();
        return views.size() == 1
                && view.size() == SHARDS
                && view.stream().map(master -> master.split(" ")[1]).distinct().count() == SHARDS;
    }

    /** Id, configuration epoch and slots of each master, as a node knows them. */
    private static List<String> masters(int port) {
        try (Jedis node = node(port)) {
            return node.clusterNodes()
                    .lines()
                    .map(line -> line.split(" "))
                    .filter(fields -> fields[2].contains("master") && fields.length > 8)
                    .map(fields -> fields[0] + ' ' + fields[6] + ' ' + fields[8])
                    .sorted()
                    .toList();
        }
    }

    private static Jedis node(int port) {
        return new Jedis("127.0.0.1", port, 10_000);
    }

    private void setNodeTimeout(String millis) {
        for (int port : servers.keySet()) {
            try (Jedis node = node(port)) {
                node.configSet(NODE_TIMEOUT, millis);
            }
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
                        .setting(NODE_TIMEOUT + ' ' + SOON)
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
        setNodeTimeout(SOON);
        server.stop();
    }

    @Override
    public void close() throws IOException {
        for (RedisServer server : servers.values()) {
            server.stop();
        }
    }
}
