package org.ocppgateway.ops.stack.broker;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.ops.stack.process.JavaCommand;
import org.ocppgateway.ops.stack.process.OtherPrograms;
import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.ops.stack.process.QuickStart;
import org.ocppgateway.ops.stack.process.Readiness;
import org.ocppgateway.ops.stack.process.Server;

/** A real Kafka broker as a child process. It can be stopped, killed and started again; address and data stay. */
public final class BrokerProcess implements AutoCloseable {
    private static final List<String> OPTIONS =
            List.of("-Xmx512m", "-Dlogback.configurationFile=org/ocppgateway/ops/logback-plain.xml");

    private static final String ARCHIVE =
            OtherPrograms.STACK_KAFKA_LIBRARIES.path().isPresent() ? "kafka-other" : "kafka";

    private final int port;
    private final int controllerPort;
    private final Server server;

    /**
     * A broker that is not started yet.
     *
     * @param directory for its data, in {@code kafka}, and its log, {@code kafka.log}
     * @param options additional JVM options
     */
    public BrokerProcess(int port, Path directory, List<String> options) {
        this(1, port, Ports.free(), directory, "kafka", options, List.of());
    }

    private BrokerProcess(
            int number,
            int port,
            int controllerPort,
            Path directory,
            String name,
            List<String> options,
            List<String> moreArguments) {
        this.port = port;
        this.controllerPort = controllerPort;
        List<String> all = new ArrayList<>(QuickStart.of(ARCHIVE));
        all.addAll(OPTIONS);
        all.addAll(options);
        List<String> arguments = new ArrayList<>(List.of(
                Integer.toString(number),
                Integer.toString(port),
                Integer.toString(controllerPort),
                directory.resolve(name).toString()));
        arguments.addAll(moreArguments);
        List<String> command = OtherPrograms.STACK_KAFKA_LIBRARIES
                .path()
                // Classes without the jar, whose manifest names the libraries of this build.
                .map(jars -> JavaCommand.main(
                        jars + "/*" + File.pathSeparator + ProjectFiles.file("ops/target/classes"),
                        BrokerMain.class,
                        all,
                        arguments))
                .orElseGet(() ->
                        JavaCommand.main(ProjectFiles.file("ops/target/ops.jar"), BrokerMain.class, all, arguments));
        Path log = directory.resolve(name + ".log");
        this.server = new Server("Kafka", command, log, () -> Readiness.logged(log, BrokerMain.READY));
    }

    /** A broker on a free port that is not started yet. */
    public BrokerProcess(Path directory) {
        this(Ports.free(), directory, List.of());
    }

    /** A broker on a free port that accepts only clients with TLS and a password, and is not started yet. */
    public static BrokerProcess secured(Path directory, BrokerSecurity security) {
        int port = Ports.free();
        int controllerPort = Ports.free();
        Path settings = security.write(directory.resolve("kafka.properties"), port, controllerPort);
        return new BrokerProcess(1, port, controllerPort, directory, "kafka", List.of(), List.of(settings.toString()));
    }

    /** A second broker that joins this one, without data, and is not started yet. */
    public BrokerProcess second(Path directory) {
        return new BrokerProcess(2, Ports.free(), controllerPort, directory, "kafka-2", List.of(), List.of());
    }

    public Server server() {
        return server;
    }

    /** Bootstrap address for clients. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.close();
    }
}
