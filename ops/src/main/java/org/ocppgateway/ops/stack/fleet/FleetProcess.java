package org.ocppgateway.ops.stack.fleet;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.ops.stack.process.JavaCommand;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.ops.stack.process.Server;

/** Simulated charge points, from the simulator's real jar, as a child process. */
public final class FleetProcess implements AutoCloseable {
    private final Server server;

    /**
     * A fleet that has not been started yet.
     *
     * @param endpoint what the charge points connect to, up to their identity
     * @param directory for its log, {@code fleet.log}
     * @param arguments further arguments of the simulator
     * @param options for its JVM
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
