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
import org.ocppgateway.routing.redis.RedisLink;
import org.ocppgateway.routing.redis.RedisLookup;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/**
 * A backend's side of the gateway: sends commands and brings their results, answers decisions, looks up routes. One for a process is
 * enough; any number of threads, virtual ones too, may use it.
 *
 * <p>A charge point that has no route is not connected: a command for it ends at once as {@code not-connected}, here and without
 * being written. With as many commands under way as the settings allow, one more ends at once as {@code overloaded}. Both can safely
 * be issued again, under a new id.
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
     * Connects to Kafka; to Redis as soon as it is needed.
     *
     * @param registry where metrics go: {@code ocpp_client_*}, and those of the ways to Kafka and Redis; each client needs its own
     * @throws TopicsException if Kafka does not answer, or the topics are not there
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

    /** Where a charge point is connected; empty if it is not. */
    public Optional<FoundRoute> route(ChargePointId chargePointId)
            throws RoutesUnavailableException, InterruptedException {
        return lookup.route(chargePointId);
    }

    /** How far a command is; empty if the gateway has not seen it, or has forgotten it after a day. */
    public Optional<CommandState> state(String commandId) throws StatesUnavailableException, InterruptedException {
        return lookup.command(commandId);
    }

    /**
     * Sends a command under a new id, which expires after the configured time, and waits for its result.
     *
     * @param data the fields of that type of command
     * @throws NoOutcomeException if it was not written, or no result came in time
     */
    public Result call(ChargePointId chargePointId, String type, JsonObject data)
            throws NoOutcomeException, InterruptedException {
        return call(command(chargePointId, type, data));
    }

    /**
     * Sends a command and waits for its result.
     *
     * @throws NoOutcomeException if it was not written, or no result came in time
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

    /** A command under a new id, issued now, which expires after the configured time. */
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
     * Sends a command. Blocks until Kafka has it, so that the commands of one thread keep their order; its result comes later.
     *
     * @return completed with the result, on a thread of its own, or exceptionally with a {@link NoOutcomeException}, at the latest
     *     when the command has expired and the configured grace is over. Cancelling it ends the waiting, not the command. A command
     *     whose id waits here already is not written again.
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
            waiting.fail(Reason.NOT_WRITTEN, "nobody knows where the charge point is: " + e.getMessage(), e);
        } catch (PublishException e) {
            if (e.reason() == PublishException.Reason.OUTAGE) {
                waiting.doubt(e); // it may be on the topic all the same
            } else {
                waiting.fail(Reason.NOT_WRITTEN, String.valueOf(e.getMessage()), e);
            }
        }
    }

    /** A command that was issued before under this id has, or will get, the outcome that the gateway gives it. */
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
     * Answers a decision that a charge point waits for. A reply that comes after the deadline changes nothing.
     *
     * @param request from {@link Event#replyRequest()}
     * @param payload the fields of the reply to that type of event
     * @throws PublishException if Kafka did not acknowledge it; it may be tried again until the deadline
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

    /** Ends all waiting, for which it takes a few seconds at most. Commands that were written go on without it. */
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
