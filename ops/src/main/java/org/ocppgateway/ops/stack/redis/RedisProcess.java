package org.ocppgateway.ops.stack.redis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.ops.stack.process.Readiness;
import org.ocppgateway.ops.stack.process.Server;

/**
 * A real Redis as a child process. It can be stopped, killed and started again; the address stays, and optionally the
 * data.
 */
public final class RedisProcess implements AutoCloseable {
    private final int port;
    private final Server server;

    /**
     * A Redis that is not started yet.
     *
     * @param directory for its data, {@code redis.aof}, and its log, {@code redis.log}
     * @param keepsData whether it keeps its data over a restart
     */
    public RedisProcess(int port, Path directory, boolean keepsData) {
        this(port, directory, keepsData, List.of());
    }

    private RedisProcess(int port, Path directory, boolean keepsData, List<String> more) {
        this.port = port;
        List<String> command = new ArrayList<>(List.of(
                RedisBinary.find(directory).toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--appendonly",
                keepsData ? "yes" : "no"));
        command.addAll(more);
        this.server = new Server(
                "Redis", command, directory.resolve("redis.log"), () -> Readiness.replies(port, "PING", "+PONG"));
    }

    /** A Redis on a free port that is not started yet. */
    public RedisProcess(Path directory, boolean keepsData) {
        this(Ports.free(), directory, keepsData);
    }

    /** A Redis without persistence on a free port that is not started yet. */
    public RedisProcess(Path directory) {
        this(directory, false);
    }

    /** A node of a Redis Cluster that knows no other node, on a free port. */
    public static RedisProcess clusterNode(Path directory) {
        return new RedisProcess(Ports.free(), directory, false, List.of("--cluster-enabled", "yes"));
    }

    public Server server() {
        return server;
    }

    public int port() {
        return port;
    }

    /** Address for clients. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.close();
    }
}
