package org.ocppgateway.gateway.config;

import static org.ocppgateway.gateway.config.Ranges.HOUR;
import static org.ocppgateway.gateway.config.Ranges.MAX_COUNT;
import static org.ocppgateway.gateway.config.Ranges.MILLISECOND;
import static org.ocppgateway.gateway.config.Ranges.YEAR;

import java.time.Duration;
import org.ocppgateway.routing.command.CommandSettings;
import org.ocppgateway.routing.command.Limit;
import org.ocppgateway.routing.sweep.SweepSettings;

/** Maps sections {@code commands} and {@code sweeper}. */
final class CommandMapping {
    private CommandMapping() {}

    static CommandSettings commands(Section commands) {
        commands.retired("settle-after-outage");
        return commands.build(
                () -> new CommandSettings(
                        commands.duration("expires-after", MILLISECOND, Duration.ofDays(1)),
                        commands.duration("answer-timeout", MILLISECOND, HOUR),
                        commands.duration("reconnect-hold", Duration.ZERO, HOUR),
                        new Limit(
                                commands.integer("held-limit", 1, MAX_COUNT),
                                commands.bytes("held-bytes", 1, Integer.MAX_VALUE)),
                        commands.integer("result-limit", 1, MAX_COUNT),
                        commands.duration("retry-interval", MILLISECOND, HOUR),
                        commands.duration("result-retry-limit", MILLISECOND, YEAR),
                        new Limit(
                                commands.integer("remembered-limit", 1, 10 * MAX_COUNT),
                                commands.bytes("remembered-bytes", 1, Integer.MAX_VALUE))),
                CommandSettings.defaults());
    }

    static SweepSettings sweep(Section sweeper) {
        return sweeper.build(
                () -> new SweepSettings(
                        sweeper.duration("check-interval", MILLISECOND, HOUR),
                        sweeper.duration("pod-timeout", Duration.ZERO, HOUR),
                        new SweepSettings.Grace(
                                sweeper.duration("reconnect-hold", Duration.ZERO, HOUR),
                                sweeper.duration("delivery-grace", Duration.ZERO, HOUR),
                                sweeper.duration("overdue-grace", Duration.ZERO, HOUR)),
                        new Limit(
                                sweeper.integer("held-limit", 1, MAX_COUNT),
                                sweeper.bytes("held-bytes", 1, Integer.MAX_VALUE)),
                        sweeper.integer("concurrency", 1, 10_000),
                        sweeper.integer("offline-events-per-second", 1, MAX_COUNT),
                        sweeper.duration("session-timeout", MILLISECOND, HOUR)),
                SweepSettings.defaults());
    }
}
