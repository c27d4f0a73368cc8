package org.ocppgateway.ops.bench.compare;

import java.time.Duration;

/** Processor time of a server and of the load client, which is this process, since a moment. */
final class ProcessorTime {
    private final ServerProcess server;
    private final ServerProcess client =
            new ServerProcess(ProcessHandle.current().pid());
    private final Duration serverBefore;
    private final Duration clientBefore;
    private final long begun = System.nanoTime();

    private ProcessorTime(ServerProcess server) {
        this.server = server;
        serverBefore = server.processorTime();
        clientBefore = client.processorTime();
    }

    static ProcessorTime start(ServerProcess server) {
        return new ProcessorTime(server);
    }

    double serverMicros() {
        return server.processorTime().minus(serverBefore).toNanos() / 1e3;
    }

    double clientMicros() {
        return client.processorTime().minus(clientBefore).toNanos() / 1e3;
    }

    /** Returns the processor time of the server in percent of one processor. */
    double serverPercent() {
        return percent(serverMicros());
    }

    /** Returns the processor time of the load client in percent of one processor. */
    double clientPercent() {
        return percent(clientMicros());
    }

    private double percent(double micros) {
        return 100 * micros * 1e3 / Math.max(1, System.nanoTime() - begun);
    }
}
