package org.ocppgateway.gateway.config;

import static org.ocppgateway.gateway.config.Ranges.HOUR;
import static org.ocppgateway.gateway.config.Ranges.MAX_COUNT;
import static org.ocppgateway.gateway.config.Ranges.MILLISECOND;

import java.time.Duration;
import org.ocppgateway.gateway.takeover.TakeoverSettings;

/** Maps section {@code takeover}. */
final class TakeoverMapping {
    private TakeoverMapping() {}

    static TakeoverSettings read(Section takeover, Duration redis, Duration handshake) {
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
                takeover.duration("challenge-period", Duration.ZERO, HOUR),
                takeover.integer("takeovers-per-minute", 1, MAX_COUNT),
                takeover.integer("probe-limit", 1, MAX_COUNT));
    }
}
