package org.ocppgateway.gateway.api;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.command.CommandRequests;
import org.ocppgateway.routing.command.CommandRequests.Known;
import org.ocppgateway.routing.command.CommandState;
import org.ocppgateway.routing.command.StatesUnavailableException;
import org.ocppgateway.routing.metrics.Meters;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.RouteFinder;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/**
 * Writes requested commands to {@code commands-down} and watches their states. A command is acknowledged by Kafka before its state is
 * created, so a state never exists without its command, and the end of this pod loses nothing. Thread-safe.
 */
public final class CommandSubmission {
    /** Maximum number of commands that are being written, and of commands that are being watched. */
    private static final int MAX_CONCURRENT = 64;

    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FIRST_POLL = Duration.ofMillis(50);
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);

    private final PodId pod;
    private final int partition;
    private final CommandWriter writer;
    private final RouteFinder routes;
    private final CommandRequests requests;
    private final InstantSource clock;
    private final Semaphore writes = new Semaphore(MAX_CONCURRENT);
    private final Semaphore waits = new Semaphore(MAX_CONCURRENT);
    private final CounterDataPoint unwatched;

    /**
     * @param pod this pod, which handles commands of charge points without a route
     * @param partition the partition of {@code commands-down} that this pod reads
     */
    public CommandSubmission(
            PodId pod,
            int partition,
            CommandWriter writer,
            RouteFinder routes,
            CommandRequests requests,
            InstantSource clock,
            PrometheusRegistry registry) {
        this.pod = pod;
        this.partition = partition;
        this.writer = writer;
        this.routes = routes;
        this.requests = requests;
        this.clock = clock;
        this.unwatched = new Meters(registry).counter(GatewayMetric.API_COMMANDS_UNWATCHED);
    }

    /**
     * Submits a command unless it was submitted before.
     *
     * @throws ApiProblem 409 if the id belongs to another request; 503 if Kafka or Redis is unavailable, and the request may be repeated
     */
    void submit(String commandId, CommandRequest request) throws ApiProblem, InterruptedException {
        String fingerprint = request.fingerprint();
        try {
            Optional<Known> known = requests.find(commandId);
            if (known.isPresent()) {
                requireSame(fingerprint, known.get().fingerprint());
                return;
            }
            write(commandId, request);
            String stored = requests.register(commandId, request.chargePointId(), fingerprint, clock.instant());
            requireSame(fingerprint, stored);
        } catch (StatesUnavailableException e) {
            throw repeat(commandId, "Redis is unavailable");
        }
    }

    private static void requireSame(String fingerprint, @Nullable String stored) throws ApiProblem {
        if (!fingerprint.equals(stored)) {
            throw ApiProblem.conflict("the Idempotency-Key is the id of another command");
        }
    }

    private void write(String commandId, CommandRequest request) throws ApiProblem, InterruptedException {
        String json = request.command(commandId, clock.instant()).toJson();
        Optional<FoundRoute> route;
        try {
            route = routes.find(request.chargePointId());
        } catch (RoutesUnavailableException e) {
            throw repeat(commandId, "Redis is unavailable");
        }
        PodId receiver = route.map(FoundRoute::pod).orElse(pod);
        int receivers = route.map(FoundRoute::partition).orElse(partition);
        if (!writes.tryAcquire()) {
            throw ApiProblem.unavailable("too many commands are being written");
        }
        FutureTask<Void> task = new FutureTask<>(() -> {
            try {
                writer.write(receiver, receivers, json);
                return null;
            } finally {
                writes.release();
            }
        });
        try {
            Thread.ofVirtual().name("command-write").start(task);
        } catch (RuntimeException | Error e) {
            writes.release(); // the thread was not started
            throw e;
        }
        try {
            task.get(WRITE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw repeat(commandId, "Kafka did not acknowledge the command");
        }
    }

    private static ApiProblem repeat(String commandId, String reason) {
        return ApiProblem.unavailable(
                reason + "; repeat the request with Idempotency-Key: " + commandId + ", it is executed once");
    }

    /** The command with this id; empty if there is none. */
    Optional<Known> find(String commandId) throws ApiProblem, InterruptedException {
        try {
            return requests.find(commandId);
        } catch (StatesUnavailableException e) {
            throw ApiProblem.unavailable("the command cannot be read: Redis is unavailable");
        }
    }

    /**
     * Waits until a command has ended. Returns at once if too many calls wait.
     *
     * @return the result; null if it has not ended
     */
    @Nullable
    String awaitResult(String commandId, Duration timeout) throws InterruptedException {
        if (!waits.tryAcquire()) {
            unwatched.inc();
            return null;
        }
        try {
            long deadline = System.nanoTime() + timeout.toNanos();
            long pause = FIRST_POLL.toNanos();
            while (true) {
                String result = result(commandId);
                long left = deadline - System.nanoTime();
                if (result != null || left <= 0) {
                    return result;
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(pause, left));
                pause = Math.min(pause * 3 / 2, LONGEST_POLL.toNanos());
            }
        } finally {
            waits.release();
        }
    }

    private @Nullable String result(String commandId) throws InterruptedException {
        try {
            return requests.find(commandId)
                    .map(Known::state)
                    .map(CommandState::result)
                    .orElse(null);
        } catch (StatesUnavailableException e) {
            return null; // read again until the timeout
        }
    }
}
