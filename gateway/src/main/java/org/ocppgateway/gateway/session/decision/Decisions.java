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
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.ReadResult;
import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.handler.DecidableActions;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.model.EventContext.ReplyRequest;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.routing.command.Replies;
import org.ocppgateway.routing.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who answers a charge point's CALL: the configuration at once, or the backend within a deadline. Asked by uplink lanes; told by the
 * thread that reads this pod's commands.
 *
 * <p>A request id says which process asked, and counts. So whatever is not awaited any more is known as late without being
 * remembered, also after a restart under the same name.
 */
final class Decisions implements Replies {
    private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);
    private static final Pattern REQUEST_ID = Pattern.compile("([0-9a-f-]{36})\\.([0-9]{1,18})");
    private static final int REMEMBERED = 1000;

    private final DecisionSettings settings;
    private final RegistrationPolicy registration;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final String asker = UUID.randomUUID().toString();
    private final AtomicLong asked = new AtomicLong();
    private final Map<String, PendingDecision> open = new ConcurrentHashMap<>();
    private final RecentIds decided;
    private final Semaphore room;
    private final DecisionMetrics metrics;

    Decisions(
            DecisionSettings settings,
            RegistrationPolicy registration,
            InstantSource clock,
            LongSupplier nanoTime,
            PrometheusRegistry registry) {
        this.settings = settings;
        this.registration = registration;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.decided = new RecentIds(REMEMBERED);
        this.room = new Semaphore(settings.openLimit());
        this.metrics = new DecisionMetrics(registry, open::size);
    }

    /** Who decides about this message; if it is the backend, its time begins now. To be closed. */
    Decision about(Uplink.Accepted uplink, Route route) {
        DecisionSettings.Rule rule = settings.rules().get(uplink.action());
        Payload fallback = fallback(rule, uplink);
        if (rule == null || rule.by() == DecisionSettings.By.LOCAL || !DecidableActions.needsDecision(uplink)) {
            return fallback == null ? Decision.Local.ACCEPT : new Decision.Local(fallback);
        }
        if (!room.tryAcquire()) {
            metrics.overloaded();
            return new Decision.Local(fallback);
        }
        return ask(uplink.type(), route, rule.deadline(), fallback);
    }

    /** What is answered if nobody else has the word; for a BootNotification the registration policy knows. */
    private @Nullable Payload fallback(DecisionSettings.@Nullable Rule rule, Uplink.Accepted uplink) {
        if (uplink.type().equals(EventType.DEVICE_ONLINE)) {
            return registration.decision();
        }
        return rule != null && DecidableActions.needsDecision(uplink) ? rule.fallback(uplink.type()) : null;
    }

    private PendingDecision ask(EventType type, Route route, Duration time, @Nullable Payload fallback) {
        String requestId = asker + '.' + asked.incrementAndGet();
        ReplyRequest request = new ReplyRequest(
                requestId, route.pod(), route.partition(), clock.instant().plus(time));
        long begun = nanoTime.getAsLong();
        PendingDecision question = new PendingDecision(type, request, fallback, begun + time.toNanos(), nanoTime, (closed, kind) -> {
            if (kind == PendingDecision.End.Kind.DECIDED) {
                decided.add(requestId);
            }
            if (open.remove(requestId, closed)) {
                room.release();
                metrics.closed(kind, nanoTime.getAsLong() - begun);
            }
        });
        open.put(requestId, question);
        return question;
    }

    @Override
    public Fate decide(String requestId, String payload) {
        PendingDecision question = open.get(requestId);
        if (question == null) {
            return unawaited(requestId);
        }
        ReadResult reading = Objects.requireNonNull(UnifiedModel.readReply(question.type(), payload));
        Payload read = reading.payload();
        if (read == null || !reading.valid()) {
            String problem = reading.refusal().map(Violation::explanation).orElse("it is not a JSON object");
            LOG.warn("a reply to {}, request {}, is not valid: {}", question.type(), requestId, problem);
            return Fate.INVALID;
        }
        if (question.decide(read)) {
            return Fate.TAKEN;
        }
        return question.ended() == PendingDecision.End.Kind.DECIDED ? Fate.DUPLICATE : Fate.LATE;
    }

    private Fate unawaited(String requestId) {
        if (decided.has(requestId)) {
            return Fate.DUPLICATE;
        }
        Matcher matcher = REQUEST_ID.matcher(requestId);
        if (!matcher.matches()) {
            return Fate.UNKNOWN;
        }
        boolean ours = matcher.group(1).equals(asker);
        return ours && Long.parseLong(matcher.group(2)) > asked.get() ? Fate.UNKNOWN : Fate.LATE;
    }
}
