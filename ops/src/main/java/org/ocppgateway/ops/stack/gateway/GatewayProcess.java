package org.ocppgateway.ops.stack.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ocppgateway.ops.stack.process.JavaCommand;
import org.ocppgateway.ops.stack.process.Launch;
import org.ocppgateway.ops.stack.process.OtherPrograms;
import org.ocppgateway.ops.stack.process.QuickStart;
import org.ocppgateway.ops.stack.process.Readiness;
import org.ocppgateway.ops.stack.process.Server;

/** The gateway as a child process, started from its real jar. */
public final class GatewayProcess implements AutoCloseable {
    private final GatewaySettings settings;
    private final Server server;

    /** A gateway of the current sources that is not started yet. */
    public GatewayProcess(GatewaySettings settings, Path directory, Launch launch) {
        this(Installation.current(), settings, directory, launch);
    }

    /**
     * A gateway that is not started yet.
     *
     * @param directory for its configuration, {@code <pod>.conf}, and its log, {@code <pod>.log}
     * @param launch how its JVM is started
     */
    public GatewayProcess(Installation installation, GatewaySettings settings, Path directory, Launch launch) {
        this(
                installation,
                settings,
                directory,
                arguments -> JavaCommand.jar(installation.jar(), launch(installation, launch), arguments));
    }

    /**
     * A gateway of the current sources with a command of its own, not started yet.
     *
     * @param command without the arguments of the gateway
     */
    public GatewayProcess(GatewaySettings settings, Path directory, List<String> command) {
        this(
                Installation.current(),
                settings,
                directory,
                arguments -> Stream.concat(command.stream(), arguments.stream()).toList());
    }

    private GatewayProcess(
            Installation installation, GatewaySettings settings, Path directory, UnaryOperator<List<String>> command) {
        this.settings = settings;
        Path configuration = directory.resolve(settings.pod() + ".conf");
        try {
            Files.writeString(configuration, settings.toHocon(installation.configuration()));
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + configuration, e);
        }
        this.server = new Server(
                "Gateway " + settings.pod(),
                command.apply(List.of("--config", configuration.toString())),
                directory.resolve(settings.pod() + ".log"),
                () -> Readiness.answers(admin("/health/ready")));
    }

    /** Each build and each JVM has its own archive of loaded classes; of two options the last one counts. */
    private static Launch launch(Installation installation, Launch launch) {
        boolean otherJava = OtherPrograms.STACK_JAVA.path().isPresent();
        if (installation.isCurrent() && !otherJava) {
            return launch;
        }
        List<String> options = new ArrayList<>(launch.options());
        options.addAll(QuickStart.archive(installation.name() + (otherJava ? "-other" : "")));
        return new Launch(launch.launcher(), options);
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
