package org.ocppgateway.gateway.session.decision;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.ReadResult;
import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.handler.DecidableActions;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.model.EventContext.ReplyRequest;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.routing.command.Replies;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.route.Route;

/**
 * Starts decisions about CALLs and completes them with replies of the backend. Uplink processors start decisions; the thread that reads
 * this pod's commands delivers replies. Thread-safe.
 *
 * <p>A request id consists of an id of this process and a counter. A reply to a request that is no longer pending is therefore recognized
 * as late without stored state, also after a restart under the same pod name.
 */
public final class Decisions implements Replies {
    private static final EventLog LOG = EventLog.of(Decisions.class);
    private static final Pattern REQUEST_ID = Pattern.compile("([0-9a-f-]{36})\\.([0-9]{1,18})");
    private static final int MAX_RECENT_IDS = 1000;

    private final DecisionSettings settings;
    private final RegistrationPolicy registration;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final String processId = UUID.randomUUID().toString();
    private final AtomicLong requestCount = new AtomicLong();
    private final Map<String, PendingDecision> pending = new ConcurrentHashMap<>();
    private final RecentIds decided;
    private final Semaphore permits;
    private final DecisionMetrics metrics;

    /** @param nanoTime monotonic clock in nanoseconds */
    public Decisions(
            DecisionSettings settings,
            RegistrationPolicy registration,
            InstantSource clock,
            LongSupplier nanoTime,
            PrometheusRegistry registry) {
        this.settings = settings;
        this.registration = registration;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.decided = new RecentIds(MAX_RECENT_IDS);
        this.permits = new Semaphore(settings.openLimit());
        this.metrics = new DecisionMetrics(registry, pending::size);
    }

    /** Starts the decision about a CALL. The time limit of the backend starts now. The caller closes the decision. */
    public Decision start(Uplink.Accepted uplink, Route route) {
        DecisionSettings.Rule rule = settings.rules().get(uplink.action());
        Payload fallback = fallback(rule, uplink);
        if (rule == null || rule.by() == DecisionSettings.By.LOCAL || !DecidableActions.needsDecision(uplink)) {
            return fallback == null ? Decision.Local.ACCEPT : new Decision.Local(fallback);
        }
        if (!permits.tryAcquire()) {
            metrics.overloaded();
            return new Decision.Local(fallback);
        }
        return request(uplink.type(), route, rule.deadline(), fallback);
    }

    /** The answer without a reply of the backend; for a BootNotification the registration policy applies. */
    private @Nullable Payload fallback(DecisionSettings.@Nullable Rule rule, Uplink.Accepted uplink) {
        if (uplink.type().equals(EventType.DEVICE_ONLINE)) {
            return registration.decision();
        }
        return rule != null && DecidableActions.needsDecision(uplink) ? rule.fallback(uplink.type()) : null;
    }

    private PendingDecision request(EventType type, Route route, Duration timeLimit, @Nullable Payload fallback) {
        String requestId = processId + '.' + requestCount.incrementAndGet();
        ReplyRequest request = new ReplyRequest(
                requestId, route.pod(), route.partition(), clock.instant().plus(timeLimit));
        long startedAt = nanoTime.getAsLong();
        PendingDecision decision = new PendingDecision(
                type, route, request, fallback, startedAt + timeLimit.toNanos(), nanoTime, (closed, outcome) -> {
                    if (outcome == PendingDecision.Outcome.DECIDED) {
                        decided.add(requestId);
                    }
                    if (pending.remove(requestId, closed)) {
                        permits.release();
                        metrics.closed(outcome, nanoTime.getAsLong() - startedAt);
                    }
                });
        pending.put(requestId, decision);
        return decision;
    }

    @Override
    public Result decide(String requestId, String payload) {
        PendingDecision decision = pending.get(requestId);
        if (decision == null) {
            return notPending(requestId);
        }
        ReadResult reading = Objects.requireNonNull(UnifiedModel.readReply(decision.type(), payload));
        Payload read = reading.payload();
        if (read == null || !reading.valid()) {
            String problem = reading.refusal().map(Violation::explanation).orElse("it is not a JSON object");
            LOG.log(GatewayLogEvent.REPLY_INVALID, decision.type(), decision.route(), requestId, problem);
            return Result.INVALID;
        }
        if (decision.complete(read)) {
            return Result.TAKEN;
        }
        return decision.outcome() == PendingDecision.Outcome.DECIDED ? Result.DUPLICATE : Result.LATE;
    }

    private Result notPending(String requestId) {
        if (decided.contains(requestId)) {
            return Result.DUPLICATE;
        }
        Matcher matcher = REQUEST_ID.matcher(requestId);
        if (!matcher.matches()) {
            return Result.UNKNOWN;
        }
        boolean ownRequest = matcher.group(1).equals(processId);
        return ownRequest && Long.parseLong(matcher.group(2)) > requestCount.get() ? Result.UNKNOWN : Result.LATE;
    }
}
