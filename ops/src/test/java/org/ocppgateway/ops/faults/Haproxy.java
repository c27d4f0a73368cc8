package org.ocppgateway.ops.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.ops.stack.process.Readiness;
import org.ocppgateway.ops.stack.process.Server;

/** HAProxy with the configuration that {@code ops/docs/migration.md} shows. */
final class Haproxy implements AutoCloseable {
    private static final Pattern BLOCK = Pattern.compile("^```haproxy\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

    private final int prefixPort = Ports.free();
    private final int weightPort = Ports.free();
    private final Path map;
    private final Path control;
    private final Server server;

    private Haproxy(Path program, Path directory, int older, int gateway) throws IOException {
        map = Files.createFile(directory.resolve("moved.map"));
        // The path of a Unix socket must be short.
        control = Files.createTempDirectory("hap").resolve("control");
        Path configuration = Files.writeString(
                directory.resolve("haproxy.cfg"),
                documented()
                        .replace("/etc/haproxy/moved.map", map.toString())
                        .replace("/run/haproxy/control", control.toString())
                        .replace("bind :80\n", "bind 127.0.0.1:" + prefixPort + "\n")
                        .replace("bind :81\n", "bind 127.0.0.1:" + weightPort + "\n")
                        .replace("older.example:9000", "127.0.0.1:" + older)
                        .replace("gateway.example:8080", "127.0.0.1:" + gateway));
        server = new Server(
                "HAProxy",
                List.of(program.toString(), "-db", "-f", configuration.toString()),
                directory.resolve("haproxy.log"),
                () -> Readiness.replies(weightPort, "GET / HTTP/1.0\r\n", "HTTP/1."));
    }

    /** The program, if it is installed. */
    static Optional<Path> program() {
        return List.of("/usr/sbin/haproxy", "/usr/local/sbin/haproxy", "/usr/bin/haproxy").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it in front of two endpoints. */
    static Haproxy start(Path program, Path directory, int older, int gateway)
            throws IOException, InterruptedException {
        Haproxy haproxy = new Haproxy(program, directory, older, gateway);
        haproxy.server.start().awaitReady(Cluster.TIMEOUT);
        return haproxy;
    }

    private static String documented() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(ProjectFiles.file("ops/docs/migration.md")));
        if (!block.find()) {
            throw new IOException("ops/docs/migration.md has no configuration of HAProxy");
        }
        return block.group(1);
    }

    /** Distributes by prefix of the identity. */
    URI byPrefix() {
        return URI.create("ws://127.0.0.1:" + prefixPort + "/ocpp");
    }

    /** Distributes by weight. */
    URI byWeight() {
        return URI.create("ws://127.0.0.1:" + weightPort + "/ocpp");
    }

    void move(String prefix) throws IOException {
        control("add map " + map + " " + prefix + " gateway");
    }

    void moveBack(String prefix) throws IOException {
        control("del map " + map + " " + prefix);
    }

    void weights(int older, int gateway) throws IOException {
        control("set server mixed/older weight " + older);
        control("set server mixed/gateway weight " + gateway);
    }

    private void control(String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(control));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(UTF_8)));
            ByteBuffer answer = ByteBuffer.allocate(1_000);
            while (channel.read(answer) >= 0 && answer.hasRemaining()) {
                // Until HAProxy closes the connection.
            }
            String text = new String(answer.array(), 0, answer.position(), UTF_8).strip();
            if (!text.isEmpty()) {
                throw new IOException(command + ": " + text);
            }
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
