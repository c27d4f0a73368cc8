package org.ocppgateway.gateway.config;

import static org.ocppgateway.gateway.config.Ranges.HOUR;
import static org.ocppgateway.gateway.config.Ranges.MAX_COUNT;
import static org.ocppgateway.gateway.config.Ranges.MILLISECOND;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ocppgateway.gateway.limit.RateLimit;
import org.ocppgateway.gateway.session.QueueLimits;
import org.ocppgateway.gateway.session.SessionSettings;
import org.ocppgateway.gateway.session.decision.RegistrationPolicy;
import org.ocppgateway.gateway.session.publish.CapacitySettings;
import org.ocppgateway.gateway.session.publish.EventMasks;
import org.ocppgateway.gateway.session.publish.OutageSettings;
import org.ocppgateway.gateway.session.publish.PublishSettings;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.IdTokenMask;
import org.ocppgateway.protocol.model.Masking;
import org.ocppgateway.routing.registration.Registration;

/** Maps section {@code session}. */
final class SessionMapping {
    private SessionMapping() {}

    static SessionSettings read(Section session) {
        Set<EventType> mutedEvents =
                session.texts("muted-events").stream().map(EventType::new).collect(Collectors.toSet());
        return new SessionSettings(
                session.duration("heartbeat-interval", Duration.ofSeconds(1), Duration.ofDays(1)),
                new QueueLimits(
                        session.integer("uplink-bound", 1, 1000),
                        session.integer("downlink-bound", 1, 1000),
                        session.integer("remembered-answers", 0, 100)),
                session.duration("boot-grace", Duration.ZERO, HOUR),
                publish(session, mutedEvents),
                registration(session.section("registration")),
                new DecisionRules(session.section("decisions"), mutedEvents).read(),
                tolerated(session.section("violations")));
    }

    private static PublishSettings publish(Section session, Set<EventType> mutedEvents) {
        Section offlineEvent = session.section("offline-event");
        return new PublishSettings(
                new OutageSettings(
                        session.duration("answer-limit", MILLISECOND, HOUR),
                        session.duration("retry-pause", MILLISECOND, HOUR),
                        session.integer("outage-closes-per-second", 1, MAX_COUNT),
                        offlineEvent.duration("retry-limit", Duration.ofSeconds(1), Duration.ofDays(1)),
                        offlineEvent.duration("retry-pause", MILLISECOND, HOUR),
                        offlineEvent.integer("max-pending", 1, MAX_COUNT)),
                capacity(session.section("capacity")),
                new EventMasks(idTokens(session), credentials(session)),
                mutedEvents);
    }

    private static CapacitySettings capacity(Section capacity) {
        return capacity.build(
                () -> new CapacitySettings(
                        capacity.integer("messages-in-progress", 1, MAX_COUNT),
                        capacity.integer("reserved", 0, MAX_COUNT),
                        capacity.rate("messages-per-second", "message-burst")),
                new CapacitySettings(1, 0, RateLimit.NONE));
    }

    private static IdTokenMask idTokens(Section session) {
        String secret = session.text("id-token-secret");
        if (secret.isEmpty()) {
            return IdTokenMask.NONE;
        }
        if (secret.length() < IdTokenMask.MIN_SECRET_LENGTH) {
            session.problem("id-token-secret", "must have at least " + IdTokenMask.MIN_SECRET_LENGTH + " characters");
            return IdTokenMask.NONE;
        }
        return IdTokenMask.with(secret);
    }

    private static Masking credentials(Section session) {
        try {
            return Masking.of(session.texts("masked-names"));
        } catch (IllegalArgumentException e) {
            session.problem("masked-names", String.valueOf(e.getMessage()));
            return Masking.STANDARD;
        }
    }

    private static RegistrationPolicy registration(Section registration) {
        return new RegistrationPolicy(
                registration.parsed("status", Registration.Status::ofLabel, Registration.Status.ACCEPTED),
                registration.duration("retry-interval", Duration.ofSeconds(1), Duration.ofDays(1)));
    }

    private static List<Tolerance.Rule> tolerated(Section violations) {
        List<Tolerance.Rule> rules = new ToleratedQuirks(violations, "tolerated").read();
        return switch (violations.text("mode")) {
            case "tolerant" -> rules;
            case "strict" -> List.of();
            default -> {
                violations.problem("mode", "must be strict or tolerant");
                yield List.of();
            }
        };
    }
}
