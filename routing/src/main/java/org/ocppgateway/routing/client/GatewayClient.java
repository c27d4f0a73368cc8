package org.ocppgateway.routing.client;

import com.google.gson.JsonObject;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.EventContext.ReplyRequest;
import org.ocppgateway.routing.client.NoOutcomeException.Reason;
import org.ocppgateway.routing.client.PendingCommands.Pending;
import org.ocppgateway.routing.command.CommandState;
import org.ocppgateway.routing.command.Outcome;
import org.ocppgateway.routing.command.StatesUnavailableException;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.kafka.DurableProducer;
import org.ocppgateway.routing.kafka.KafkaCommandSender;
import org.ocppgateway.routing.kafka.KafkaSettings;
import org.ocppgateway.routing.kafka.TopicReader;
import org.ocppgateway.routing.kafka.TopicsException;
import org.ocppgateway.routing.redis.RedisLookup;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/**
 * Client of a backend: sends commands and returns their results, answers decisions, looks up routes. One instance per
 * process is enough; thread-safe, also for virtual threads.
 *
 * <p>A charge point without a route is not connected: its command ends immediately as {@code not-connected}, in this
 * client and without being written. If the configured number of commands is pending, a further one ends immediately as
 * {@code overloaded}. Both can safely be issued again under a new id.
 */
public final class GatewayClient implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final ClientSettings settings;
    private final RedisLink redis;
    private final RedisLookup lookup;
    private final DurableProducer producer;
    private final KafkaCommandSender commands;
    private final PendingCommands pending;
    private final ResultListener results;
    private final ClientMetrics metrics;
    private final Clock clock = Clock.systemUTC();

    private GatewayClient(
            ClientSettings settings, DurableProducer producer, TopicReader results, PrometheusRegistry registry) {
        this.settings = settings;
        this.metrics = new ClientMetrics(registry);
        this.redis = RedisLink.forReading(settings.redis(), registry, clock);
        this.lookup = new RedisLookup(redis);
        this.producer = producer;
        this.commands = new KafkaCommandSender(settings.kafka(), producer);
        this.pending = new PendingCommands(settings.maxPending(), metrics);
        this.results = new ResultListener(results, pending, metrics, clock);
    }

    /**
     * Connects to Kafka; connects to Redis on first use.
     *
     * @param registry registry for the metrics of the client ({@code ocpp_client_*}) and of its Kafka and Redis
     *     connections; each client needs its own
     * @throws TopicsException if Kafka does not answer or the topics do not exist
     */
    public static GatewayClient open(ClientSettings settings, PrometheusRegistry registry) throws TopicsException {
        KafkaSettings kafka = settings.kafka();
        TopicReader results = TopicReader.alone(kafka, kafka.topics().results(), TopicReader.From.END);
        try {
            DurableProducer producer = DurableProducer.openForCommands(kafka, registry);
            return new GatewayClient(settings, producer, results, registry);
        } catch (TopicsException e) {
            results.close();
            throw e;
        }
    }

    /** Returns the route of a charge point; empty if it is not connected. */
    public Optional<FoundRoute> route(ChargePointId chargePointId)
            throws RoutesUnavailableException, InterruptedException {
        return lookup.route(chargePointId);
    }

    /** Returns the state of a command; empty if no pod has read it yet, or if it is older than a day. */
    public Optional<CommandState> state(String commandId) throws StatesUnavailableException, InterruptedException {
        return lookup.command(commandId);
    }

    /**
     * Sends a command under a new id that expires after the configured validity, and waits for its result.
     *
     * @param data fields of that command type
     * @throws NoOutcomeException if it was not written, or no result arrived in time
     */
    public Result call(ChargePointId chargePointId, String type, JsonObject data)
            throws NoOutcomeException, InterruptedException {
        return call(command(chargePointId, type, data));
    }

    /**
     * Sends a command and waits for its result.
     *
     * @throws NoOutcomeException if it was not written, or no result arrived in time
     */
    public Result call(Command command) throws NoOutcomeException, InterruptedException {
        CompletableFuture<Result> future = send(command);
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NoOutcomeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }

    /** Creates a command with a new id, issued now, that expires after the configured validity. */
    public Command command(ChargePointId chargePointId, String type, JsonObject data) {
        Instant now = clock.instant();
        return new Command(
                UUID.randomUUID().toString(),
                chargePointId,
                type,
                data.toString(),
                now,
                now.plus(settings.validity()),
                Command.Priority.NORMAL,
                false);
    }

    /**
     * Sends a command. Blocks until Kafka has acknowledged it, so that the commands of one thread keep their order; the
     * result follows asynchronously.
     *
     * @return a future, completed on a separate thread with the result or exceptionally with a
     *     {@link NoOutcomeException}, at the latest after the command's expiry plus the configured grace. Cancelling it
     *     ends the wait, not the command. A command whose id is already pending is not written again
     */
    public CompletableFuture<Result> send(Command command) throws InterruptedException {
        Instant expiry = command.expiresAt() == null ? clock.instant().plus(settings.validity()) : command.expiresAt();
        Optional<Pending> room = pending.add(command.commandId(), expiry.plus(settings.resultGrace()));
        if (room.isEmpty()) {
            Result refused = Result.unwritten(command, Outcome.OVERLOADED, "too many commands wait for their result");
            metrics.count(refused, null);
            return CompletableFuture.completedFuture(refused);
        }
        Pending waiting = room.get();
        if (waiting.claim()) {
            try {
                write(command, waiting);
            } catch (InterruptedException e) {
                waiting.future().cancel(false);
                throw e;
            }
        }
        return waiting.future();
    }

    private void write(Command command, Pending waiting) throws InterruptedException {
        try {
            Optional<FoundRoute> route = lookup.route(command.chargePointId());
            if (route.isPresent()) {
                commands.send(route.get().pod(), route.get().partition(), command.toJson());
            } else {
                endWithoutRoute(command, waiting);
            }
        } catch (RoutesUnavailableException | StatesUnavailableException e) {
            waiting.fail(Reason.NOT_WRITTEN, "the route of the charge point cannot be read: " + e.getMessage(), e);
        } catch (PublishException e) {
            if (e.reason() == PublishException.Reason.OUTAGE) {
                waiting.markUncertain(e); // it may be on the topic nevertheless
            } else {
                waiting.fail(Reason.NOT_WRITTEN, String.valueOf(e.getMessage()), e);
            }
        }
    }

    /**
     * Ends a command without a route, unless it was issued before under this id: then the gateway decides its outcome.
     */
    private void endWithoutRoute(Command command, Pending waiting)
            throws StatesUnavailableException, InterruptedException {
        Optional<CommandState> known = lookup.command(command.commandId());
        if (known.isEmpty()) {
            waiting.end(Result.unwritten(command, Outcome.NOT_CONNECTED, "the charge point has no route"));
        } else if (known.get().result() != null) {
            waiting.end(Result.parse(known.get().result()));
        }
    }

    /**
     * Answers a decision for which a charge point waits. A reply after the deadline has no effect.
     *
     * @param request from {@link Event#replyRequest()}
     * @param payload fields of the reply to that event type
     * @throws PublishException if Kafka did not acknowledge it; the caller may retry until the deadline
     */
    public void reply(ReplyRequest request, JsonObject payload) throws PublishException, InterruptedException {
        String json = new JsonBuilder()
                .beginObject()
                .field("type", "reply")
                .field("requestId", request.requestId())
                .raw("payload", payload.toString())
                .endObject()
                .toString();
        commands.send(request.pod(), request.partition(), json);
        metrics.replies.inc();
    }

    /** Ends all waits, within a few seconds. Written commands are still executed. */
    @Override
    public void close() {
        try {
            results.stop();
            pending.failAll("the client was closed");
            producer.close(CLOSE_TIMEOUT);
            redis.close(CLOSE_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
