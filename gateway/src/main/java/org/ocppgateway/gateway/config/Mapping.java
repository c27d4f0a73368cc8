package org.ocppgateway.gateway.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.ocppgateway.gateway.admin.AdminSettings;
import org.ocppgateway.gateway.connection.ConnectionLimits;
import org.ocppgateway.gateway.connection.FloodLimits;
import org.ocppgateway.gateway.connection.LivenessLimits;
import org.ocppgateway.gateway.connection.ReceiveLimits;
import org.ocppgateway.gateway.endpoint.EndpointSettings;
import org.ocppgateway.gateway.endpoint.EndpointThreads;
import org.ocppgateway.gateway.endpoint.HeaderLimits;
import org.ocppgateway.gateway.endpoint.SocketLimits;
import org.ocppgateway.gateway.endpoint.SubprotocolSettings;
import org.ocppgateway.gateway.endpoint.UpgradeSettings;
import org.ocppgateway.gateway.limit.AutomaticLimits;
import org.ocppgateway.gateway.limit.RateLimit;
import org.ocppgateway.gateway.session.QueueLimits;
import org.ocppgateway.gateway.session.SessionSettings;
import org.ocppgateway.gateway.session.decision.RegistrationPolicy;
import org.ocppgateway.gateway.session.publish.CapacitySettings;
import org.ocppgateway.gateway.session.publish.EventMasks;
import org.ocppgateway.gateway.session.publish.OutageSettings;
import org.ocppgateway.gateway.session.publish.PublishSettings;
import org.ocppgateway.gateway.takeover.TakeoverSettings;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.IdTokenMask;
import org.ocppgateway.protocol.model.Masking;
import org.ocppgateway.routing.command.CommandSettings;
import org.ocppgateway.routing.kafka.ClientProperties;
import org.ocppgateway.routing.kafka.KafkaSettings;
import org.ocppgateway.routing.redis.RedisAddress;
import org.ocppgateway.routing.redis.RedisSettings;
import org.ocppgateway.routing.registration.Registration;
import org.ocppgateway.routing.sweep.SweepSettings;

/** Maps configuration keys to settings and checks their ranges. {@code reference.conf} describes the keys. */
final class Mapping {
    private static final int MANY = 1_000_000;
    private static final int MIB = 1024 * 1024;
    private static final int MESSAGES_IN_BACKLOG = 2;
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final PodId NO_POD = new PodId("none");
    private static final String NO_REDIS = "redis://127.0.0.1:6379";

    private Mapping() {}

    static GatewayConfig gateway(Section gateway) {
        EndpointSettings endpoint = endpoint(gateway.section("endpoint"));
        SessionSettings session = session(gateway.section("session"));
        RedisSettings redis = redis(gateway.section("redis"));
        return new GatewayConfig(
                gateway.parsed("pod-name", PodId::new, NO_POD),
                gateway.duration("stop-timeout", MILLISECOND, HOUR),
                endpoint,
                connection(gateway, session.heartbeatInterval()),
                session,
                kafka(gateway.section("kafka"), gateway.section("endpoint")),
                redis,
                commands(gateway.section("commands")),
                sweep(gateway.section("sweeper")),
                takeover(
                        gateway.section("takeover"),
                        redis.longestCall(),
                        endpoint.upgrades().timeout()),
                admin(gateway.section("admin")));
    }

    private static EndpointSettings endpoint(Section endpoint) {
        return new EndpointSettings(
                endpoint.text("bind-address"),
                endpoint.integer("port", 0, 65_535),
                upgrades(endpoint),
                rate(endpoint, "upgrades-per-second", "upgrade-burst"),
                new HeaderLimits(
                        endpoint.bytes("max-header-size", 1024, MIB), endpoint.integer("max-headers", 10, 1000)),
                new SocketLimits(
                        endpoint.bytes("socket-buffer", 4096, 16 * MIB),
                        endpoint.integer("accept-queue", 1, 65_535),
                        orAuto(
                                endpoint,
                                "max-sockets",
                                AutomaticLimits::sockets,
                                key -> endpoint.integer(key, 1, MANY))),
                new EndpointThreads(
                        endpoint.integer("selectors", 1, 64), endpoint.integer("max-concurrent-tasks", 100, MANY)));
    }

    private static UpgradeSettings upgrades(Section endpoint) {
        return new UpgradeSettings(
                endpoint.texts("path-prefixes"),
                new SubprotocolSettings(
                        versions(endpoint, "default-subprotocols"), versions(endpoint, "subprotocol-aliases")),
                Set.copyOf(endpoint.texts("allowed-origins")),
                endpoint.integer("max-compressed-connections", 0, MANY),
                endpoint.duration("handshake-timeout", MILLISECOND, HOUR),
                endpoint.duration("retry-after", Duration.ofSeconds(1), HOUR));
    }

    /** Reads an object whose values are registered subprotocols. */
    private static Map<String, OcppVersion> versions(Section endpoint, String key) {
        Map<String, OcppVersion> versions = new HashMap<>();
        endpoint.properties(key)
                .forEach((name, subprotocol) -> OcppVersion.ofSubprotocol(subprotocol)
                        .ifPresentOrElse(
                                version -> versions.put(name, version),
                                () -> endpoint.problem(
                                        key, "there is no subprotocol " + subprotocol + " (for " + name + ")")));
        return versions;
    }

    private static ConnectionLimits connection(Section gateway, Duration heartbeatInterval) {
        Section connection = gateway.section("connection");
        Duration pingInterval = connection.duration("ping-interval", Duration.ofMillis(100), HOUR);
        return new ConnectionLimits(
                orAuto(
                        connection,
                        "max-connections",
                        AutomaticLimits::connections,
                        key -> connection.integer(key, 1, MANY)),
                new LivenessLimits(
                        pingInterval,
                        pingInterval.multipliedBy(connection.integer("pong-deadline-intervals", 1, 100)),
                        heartbeatInterval.multipliedBy(connection.integer("silence-limit-heartbeats", 1, 100))),
                incoming(gateway.section("endpoint"), connection),
                connection.integer("writer-bound", 2, 10_000),
                connection.duration("close-timeout", MILLISECOND, HOUR));
    }

    private static ReceiveLimits incoming(Section endpoint, Section connection) {
        int maxMessageSize = endpoint.bytes("max-message-size", 1024, 64 * MIB);
        long maxBacklog = orAuto(connection, "max-backlog", AutomaticLimits::backlog, key ->
                (long) connection.bytes(key, 4 * MIB, Integer.MAX_VALUE));
        if (maxBacklog / MESSAGES_IN_BACKLOG < maxMessageSize) {
            connection.problem(
                    "max-backlog",
                    "has to be at least " + MESSAGES_IN_BACKLOG + " times endpoint.max-message-size (" + maxMessageSize
                            + " bytes), and is " + maxBacklog);
        }
        return new ReceiveLimits(
                maxMessageSize,
                connection.duration("message-timeout", MILLISECOND, HOUR),
                connection.integer("inbox-bound", 1, 1000),
                maxBacklog,
                new FloodLimits(
                        rate(connection, "messages-per-second", "message-burst"),
                        connection.duration("flood-patience", MILLISECOND, HOUR)));
    }

    /** Returns the configured value, or the automatic one for {@code auto}. */
    private static <N> N orAuto(Section section, String key, Supplier<N> auto, Function<String, N> configured) {
        return "auto".equals(section.text(key)) ? auto.get() : configured.apply(key);
    }

    private static RateLimit rate(Section section, String perSecond, String burst) {
        return new RateLimit(section.integer(perSecond, 0, MANY), section.integer(burst, 1, MANY));
    }

    private static SessionSettings session(Section session) {
        Set<EventType> mutedEvents =
                session.texts("muted-events").stream().map(EventType::new).collect(Collectors.toSet());
        return new SessionSettings(
                session.duration("heartbeat-interval", Duration.ofSeconds(1), Duration.ofDays(1)),
                new QueueLimits(
                        session.integer("uplink-bound", 1, 1000),
                        session.integer("downlink-bound", 1, 1000),
                        session.integer("remembered-answers", 0, 100)),
                session.duration("boot-wait", Duration.ZERO, HOUR),
                publish(session, mutedEvents),
                registration(session.section("registration")),
                new DecisionRules(session.section("decisions"), mutedEvents).read(),
                tolerated(session.section("violations")));
    }

    private static PublishSettings publish(Section session, Set<EventType> mutedEvents) {
        return new PublishSettings(
                new OutageSettings(
                        session.duration("answer-limit", MILLISECOND, HOUR),
                        session.duration("retry-pause", MILLISECOND, HOUR),
                        session.integer("outage-closes-per-second", 1, MANY),
                        session.duration("farewell-limit", Duration.ofSeconds(1), Duration.ofDays(1)),
                        session.duration("farewell-pause", MILLISECOND, HOUR),
                        session.integer("farewell-bound", 1, MANY)),
                capacity(session.section("capacity")),
                new EventMasks(idTokens(session), credentials(session)),
                mutedEvents);
    }

    private static CapacitySettings capacity(Section capacity) {
        return capacity.build(
                () -> new CapacitySettings(
                        capacity.integer("messages-in-work", 1, MANY),
                        capacity.integer("reserved", 0, MANY),
                        rate(capacity, "messages-per-second", "message-burst")),
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

    private static KafkaSettings kafka(Section kafka, Section endpoint) {
        Map<String, String> properties = kafka.properties("client-properties");
        ClientProperties.problems(properties)
                .forEach((name, problem) -> kafka.problem("client-properties", name + " " + problem));
        return kafka.build(
                () -> new KafkaSettings(
                        kafka.text("bootstrap-servers"),
                        properties,
                        topics(kafka.section("topics")),
                        kafka.flag("create-topics"),
                        kafka.duration("delivery-timeout", MILLISECOND, HOUR),
                        kafka.duration("request-timeout", MILLISECOND, HOUR),
                        kafka.duration("linger", Duration.ZERO, HOUR),
                        kafka.bytes("batch-size", 1, 64 * MIB),
                        kafka.integer("max-in-flight", 1, MANY),
                        kafka.duration("start-timeout", MILLISECOND, HOUR),
                        KafkaSettings.maxRequestBytes(endpoint.bytes("max-message-size", 1024, 64 * MIB))),
                KafkaSettings.defaults("127.0.0.1:9092"));
    }

    private static KafkaSettings.Topics topics(Section topics) {
        return new KafkaSettings.Topics(
                topic(topics.section("events")),
                topic(topics.section("commands")),
                topic(topics.section("results")),
                topic(topics.section("dead-letters")));
    }

    private static KafkaSettings.Topic topic(Section topic) {
        return topic.build(
                () -> new KafkaSettings.Topic(
                        topic.text("name"),
                        topic.integer("partitions", 1, 10_000),
                        (short) topic.integer("replication", 1, 100),
                        topic.duration("retention", MILLISECOND, YEAR.multipliedBy(10))),
                new KafkaSettings.Topic("none", 1, (short) 1, YEAR));
    }

    private static RedisSettings redis(Section redis) {
        RedisAddress address = redis.parsed("uri", RedisAddress::parse, RedisAddress.parse(NO_REDIS))
                .withCredentials(redis.text("user"), redis.text("password"))
                .withSentinelCredentials(redis.text("sentinel-user"), redis.text("sentinel-password"))
                .withTrustStore(redis.text("trust-store"), redis.text("trust-store-password"));
        return redis.build(
                () -> new RedisSettings(
                        address,
                        redis.duration("timeout", MILLISECOND, HOUR),
                        redis.integer("batch-size", 1, 100_000),
                        redis.integer("queue-limit", 1, 10 * MANY),
                        redis.duration("retry-after", MILLISECOND, HOUR),
                        redis.duration("route-lifetime", MILLISECOND, HOUR),
                        redis.duration("route-renewal-interval", MILLISECOND, HOUR),
                        redis.duration("lease-lifetime", MILLISECOND, HOUR),
                        redis.duration("lease-renewal-interval", MILLISECOND, HOUR),
                        redis.duration("command-lifetime", MILLISECOND, YEAR),
                        redis.duration("registration-lifetime", MILLISECOND, YEAR.multipliedBy(10))),
                RedisSettings.defaults(NO_REDIS));
    }

    private static CommandSettings commands(Section commands) {
        commands.retired("settle-after-outage");
        return commands.build(
                () -> new CommandSettings(
                        commands.duration("expires-after", MILLISECOND, Duration.ofDays(1)),
                        commands.duration("answer-timeout", MILLISECOND, HOUR),
                        commands.duration("reconnect-hold", Duration.ZERO, HOUR),
                        commands.integer("held-limit", 1, MANY),
                        commands.bytes("held-bytes", 1, Integer.MAX_VALUE),
                        commands.integer("result-limit", 1, MANY),
                        commands.duration("retry-interval", MILLISECOND, HOUR),
                        commands.duration("give-up-after", MILLISECOND, YEAR),
                        commands.integer("remembered-limit", 1, 10 * MANY),
                        commands.bytes("remembered-bytes", 1, Integer.MAX_VALUE)),
                CommandSettings.defaults());
    }

    private static SweepSettings sweep(Section sweeper) {
        return sweeper.build(
                () -> new SweepSettings(
                        sweeper.duration("look-interval", MILLISECOND, HOUR),
                        sweeper.duration("dead-after", Duration.ZERO, HOUR),
                        sweeper.duration("reconnect-hold", Duration.ZERO, HOUR),
                        sweeper.duration("delivery-grace", Duration.ZERO, HOUR),
                        sweeper.duration("overdue-grace", Duration.ZERO, HOUR),
                        sweeper.integer("held-limit", 1, MANY),
                        sweeper.bytes("held-bytes", 1, Integer.MAX_VALUE),
                        sweeper.integer("concurrency", 1, 10_000),
                        sweeper.integer("offline-events-per-second", 1, MANY),
                        sweeper.duration("session-timeout", MILLISECOND, HOUR)),
                SweepSettings.defaults());
    }

    private static TakeoverSettings takeover(Section takeover, Duration redis, Duration handshake) {
        Duration probe = takeover.duration("probe-timeout", MILLISECOND, Duration.ofMinutes(1));
        Duration decision = TakeoverSettings.timeToDecide(probe, redis);
        if (decision.compareTo(handshake) >= 0) {
            takeover.problem(
                    "probe-timeout",
                    "a decision may take " + decision.toMillis()
                            + " ms (twice this, four times redis.timeout and 500 ms),"
                            + " which must be less than endpoint.handshake-timeout, " + handshake.toMillis() + " ms");
        }
        return new TakeoverSettings(
                takeover.word("mode", TakeoverSettings.Mode.class),
                probe,
                decision,
                takeover.duration("persistence", Duration.ZERO, HOUR),
                takeover.integer("takeovers-per-minute", 1, MANY),
                takeover.integer("probe-limit", 1, MANY));
    }

    private static AdminSettings admin(Section admin) {
        return new AdminSettings(
                admin.text("bind-address"),
                admin.integer("port", 0, 65_535),
                admin.text("advertised-host"),
                admin.integer("max-connections", 16, MANY));
    }
}
