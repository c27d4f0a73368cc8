package org.ocppgateway.ops.stack.fleet;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.ops.stack.process.JavaCommand;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.ops.stack.process.Server;

/** A fleet of simulated charge points as a child process, started from the packaged simulator. */
public final class FleetProcess implements AutoCloseable {
    private final Server server;

    /**
     * Creates a fleet that is not started.
     *
     * @param endpoint WebSocket endpoint without the identity
     * @param directory directory of the log {@code fleet.log}
     * @param arguments further arguments of the simulator
     * @param options JVM options
     */
    public FleetProcess(URI endpoint, int chargePoints, Path directory, List<String> arguments, List<String> options) {
        List<String> all = new ArrayList<>(
                List.of("--url", endpoint.toString(), "--charge-points", Integer.toString(chargePoints)));
        all.addAll(arguments);
        List<String> command = JavaCommand.jar(ProjectFiles.file("simulator/target/simulator.jar"), options, all);
        this.server = new Server("Fleet", command, directory.resolve("fleet.log"), () -> () -> true);
    }

    public Server server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }
}
