package org.ocppgateway.routing.redis;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ocppgateway.protocol.testing.TestPorts;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisSentinel;
import redis.embedded.RedisServer;

/** A real Redis with one replica and three sentinels. */
final class TestSentinels implements AutoCloseable {
    private static final String MASTER = "main";
    private static final int SENTINELS = 3;

    private final int masterPort = TestPorts.free();
    private final int replicaPort = TestPorts.free();
    private final RedisServer master;
    private final RedisServer replica;
    private final List<Integer> sentinelPorts = new ArrayList<>();
    private final List<RedisSentinel> sentinels = new ArrayList<>();

    private TestSentinels() throws IOException {
        master = server(masterPort).build();
        replica = server(replicaPort).slaveOf("127.0.0.1", masterPort).build();
    }

    static TestSentinels start() throws IOException {
        TestSentinels started = new TestSentinels();
        started.master.start();
        started.replica.start();
        started.awaitReplication();
        for (int i = 0; i < SENTINELS; i++) {
            started.startSentinel();
        }
        return started;
    }

    private static redis.embedded.core.RedisServerBuilder server(int port) {
        return RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .onShutdownForceStop(true);
    }

    private void awaitReplication() {
        try (RedisClient client = RedisClient.create("127.0.0.1", replicaPort)) {
            await().ignoreExceptions().until(() -> client.info("replication").contains("master_link_status:up"));
        }
    }

    private void startSentinel() throws IOException {
        int port = TestPorts.free();
        RedisSentinel sentinel = RedisSentinel.newRedisSentinel()
                .port(port)
                .bind("127.0.0.1")
                .masterName(MASTER)
                .masterPort(masterPort)
                .quorumSize(2)
                .downAfterMilliseconds(60_000) // not for a pause of the master
                .failOverTimeout(3000)
                .build();
        sentinel.start();
        sentinels.add(sentinel);
        sentinelPorts.add(port);
    }

    String uri() {
        return "redis-sentinel://"
                + sentinelPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","))
                + "/" + MASTER;
    }

    /** {@code kill -9}; the replica takes over soon. */
    void killMaster() throws IOException {
        for (int port : sentinelPorts) {
            try (Jedis sentinel = new Jedis("127.0.0.1", port, 10_000)) {
                sentinel.sentinelSet(MASTER, Map.of("down-after-milliseconds", "500"));
            }
        }
        master.stop();
    }

    /**
     * A planned failover: the replica becomes the master, and the master becomes its replica. A failover that takes too long is given
     * up and tried again.
     */
    void failOver() {
        try (Jedis sentinel = new Jedis("127.0.0.1", sentinelPorts.getFirst(), 10_000);
                RedisClient next = replica()) {
            await().ignoreExceptions().until(() -> {
                if (next.info("replication").contains("role:master")) {
                    return true;
                }
                sentinel.sentinelFailover(MASTER);
                return false;
            });
        }
    }

    String replicaAddress() {
        return "127.0.0.1:" + replicaPort;
    }

    /** A client of the server that was the replica, and is the master after {@link #killMaster}. */
    RedisClient replica() {
        return RedisClient.create("127.0.0.1", replicaPort);
    }

    @Override
    public void close() throws IOException {
        for (RedisSentinel sentinel : sentinels) {
            sentinel.stop();
        }
        replica.stop();
        master.stop();
    }
}
