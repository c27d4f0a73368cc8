package org.ocppgateway.ops.stack.redis;

import java.io.IOException;
import java.nio.file.Files;
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
        this(port, port, directory, keepsData, List.of());
    }

    private RedisProcess(int port, int plainPort, Path directory, boolean keepsData, List<String> more) {
        this.port = port;
        List<String> command = new ArrayList<>(List.of(
                RedisBinary.find(directory).toString(),
                "--port",
                Integer.toString(plainPort),
                "--bind",
                "127.0.0.1",
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--appendonly",
                keepsData ? "yes" : "no"));
        command.addAll(more);
        Path log = directory.resolve("redis.log");
        this.server = new Server(
                "Redis",
                command,
                log,
                () -> plainPort == 0
                        ? Readiness.logged(log, "Ready to accept connections")
                        : Readiness.replies(port, "PING", "+PONG"));
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
        int port = Ports.free();
        return new RedisProcess(port, port, directory, false, List.of("--cluster-enabled", "yes"));
    }

    /**
     * A Redis that accepts only clients with TLS, a certificate of this authority and a password, on a free port.
     *
     * @param certificate certificate of the server, PEM
     * @param key its key, PEM
     * @param authorities trusted certificates, PEM
     * @param user name, rules and password of the only user, as in {@code redis.conf}
     */
    public static RedisProcess secured(Path directory, Path certificate, Path key, Path authorities, String user) {
        int port = Ports.free();
        Path users = directory.resolve("users.acl");
        try {
            Files.writeString(users, "user default off\nuser " + user + "\n");
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + users, e);
        }
        return new RedisProcess(
                port,
                0,
                directory,
                false,
                List.of(
                        "--tls-port",
                        Integer.toString(port),
                        "--tls-cert-file",
                        certificate.toString(),
                        "--tls-key-file",
                        key.toString(),
                        "--tls-ca-cert-file",
                        authorities.toString(),
                        "--tls-auth-clients",
                        "yes",
                        "--aclfile",
                        users.toString()));
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
