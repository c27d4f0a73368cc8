package org.ocppgateway.gateway.config;

import static org.ocppgateway.gateway.config.Ranges.HOUR;
import static org.ocppgateway.gateway.config.Ranges.MAX_COUNT;
import static org.ocppgateway.gateway.config.Ranges.MILLISECOND;

import java.time.Duration;
import org.ocppgateway.gateway.drain.DrainSettings;
import org.ocppgateway.gateway.drain.LeaveSettings;
import org.ocppgateway.gateway.drain.RebalanceSettings;
import org.ocppgateway.gateway.endpoint.EndpointSettings;
import org.ocppgateway.gateway.journal.JournalSettings;
import org.ocppgateway.gateway.journal.TopicSelection;
import org.ocppgateway.gateway.log.LogSettings;
import org.ocppgateway.gateway.session.SessionSettings;
import org.ocppgateway.gateway.trace.TracingSettings;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.redis.client.RedisSettings;

/** Maps configuration keys to settings and checks their ranges. {@code reference.conf} describes the keys. */
final class Mapping {
    private static final PodId NO_POD = new PodId("none");

    private Mapping() {}

    static GatewayConfig gateway(Section gateway) {
        RedisSettings redis = RedisMapping.read(gateway.section("redis"));
        ChargePointSettings chargePoints = chargePoints(gateway, redis);
        JournalSettings journal = new JournalMapping(
                        gateway.section("journal"),
                        gateway.section("session"),
                        chargePoints.session().publish().masks().idTokens())
                .read();
        return new GatewayConfig(
                gateway.parsed("pod-name", PodId::new, NO_POD),
                leaving(gateway),
                chargePoints,
                backend(gateway, redis, !(journal.topic() instanceof TopicSelection.Off)),
                journal,
                AdminMapping.read(gateway.section("admin"), gateway.section("endpoint")),
                new LogSettings(gateway.section("log").integer("lines-per-second", 1, MAX_COUNT)),
                tracing(gateway.section("tracing")));
    }

    private static LeaveSettings leaving(Section gateway) {
        Section drain = gateway.section("drain");
        Section rebalance = gateway.section("rebalance");
        return new LeaveSettings(
                new DrainSettings(
                        gateway.duration("stop-timeout", MILLISECOND, HOUR),
                        drain.duration("balancer-delay", Duration.ZERO, HOUR),
                        drain.orAuto("rate-per-second", () -> 0, key -> drain.integer(key, 1, MAX_COUNT))),
                new RebalanceSettings(
                        rebalance.integer("spread-percent", 1, 1000),
                        rebalance.integer("rate-per-second", 1, 10_000),
                        rebalance.flag("auto"),
                        rebalance.duration("auto-delay", MILLISECOND, HOUR)),
                gateway.section("connection").duration("max-age", Duration.ZERO, Duration.ofDays(30)));
    }

    private static ChargePointSettings chargePoints(Section gateway, RedisSettings redis) {
        EndpointSettings endpoint = EndpointMapping.read(gateway.section("endpoint"), gateway.section("security"));
        SessionSettings session = SessionMapping.read(gateway.section("session"));
        return new ChargePointSettings(
                endpoint,
                ConnectionMapping.read(gateway, session.heartbeatInterval(), endpoint.hasTls()),
                new SecurityMapping(
                                gateway.section("security"),
                                endpoint.upgrades().timeout(),
                                endpoint.upgrades().retryAfter())
                        .read(),
                session,
                TakeoverMapping.read(
                        gateway.section("takeover"),
                        redis.longestCall(),
                        endpoint.upgrades().timeout()));
    }

    private static BackendSettings backend(Section gateway, RedisSettings redis, boolean publishesFrames) {
        return new BackendSettings(
                KafkaMapping.read(gateway.section("kafka"), gateway.section("endpoint"), publishesFrames),
                redis,
                CommandMapping.commands(gateway.section("commands")),
                CommandMapping.sweep(gateway.section("sweeper")));
    }

    private static TracingSettings tracing(Section tracing) {
        return new TracingSettings(tracing.parsed("endpoint", Mapping::httpUrl, ""), tracing.fraction("sample-ratio"));
    }

    /** @throws IllegalArgumentException if it is neither empty nor an HTTP URL */
    private static String httpUrl(String text) {
        if (!text.isEmpty() && !text.matches("https?://[^/\\s]+/\\S*")) {
            throw new IllegalArgumentException("not an HTTP URL with a path: " + text);
        }
        return text;
    }
}
