package org.ocppgateway.ops.stack.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ocppgateway.ops.stack.process.JavaCommand;
import org.ocppgateway.ops.stack.process.Launch;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.ops.stack.process.Readiness;
import org.ocppgateway.ops.stack.process.Server;

/** The gateway as a child process, started from its real jar. */
public final class GatewayProcess implements AutoCloseable {
    private final GatewaySettings settings;
    private final Server server;

    /**
     * A gateway that is not started yet.
     *
     * @param directory for its configuration, {@code <pod>.conf}, and its log, {@code <pod>.log}
     * @param launch how its JVM is started
     */
    public GatewayProcess(GatewaySettings settings, Path directory, Launch launch) {
        this.settings = settings;
        Path configuration = directory.resolve(settings.pod() + ".conf");
        try {
            Files.writeString(configuration, settings.toHocon());
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + configuration, e);
        }
        List<String> command = JavaCommand.jar(
                ProjectFiles.file("gateway/target/gateway.jar"), launch, List.of("--config", configuration.toString()));
        this.server = new Server(
                "Gateway " + settings.pod(),
                command,
                directory.resolve(settings.pod() + ".log"),
                () -> Readiness.answers(admin("/health/ready")));
    }

    public Server server() {
        return server;
    }

    /** URI for charge points, without the identity. */
    public URI endpoint() {
        return URI.create("ws://127.0.0.1:" + settings.port() + "/ocpp");
    }

    /** Returns a URL on the admin port. */
    public URI admin(String path) {
        return URI.create("http://127.0.0.1:" + settings.adminPort() + path);
    }

    @Override
    public void close() {
        server.close();
    }
}
