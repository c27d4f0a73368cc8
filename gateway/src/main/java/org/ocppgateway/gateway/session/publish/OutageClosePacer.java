package org.ocppgateway.gateway.session.publish;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.ocppgateway.gateway.session.Pace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When connections are closed for an outage: so many in a second for each partition of the events, so that those who come back find
 * room and one partition's charge points do not wait for another's. Any thread.
 */
final class OutageClosePacer {
    private static final Logger LOG = LoggerFactory.getLogger(OutageClosePacer.class);
    private static final long TOLD_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final Map<Integer, Turns> turns = new ConcurrentHashMap<>();

    OutageClosePacer(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /** How long the next connection of the partition has to wait until it may be closed. */
    Duration untilTurn(int partition) {
        return turns.computeIfAbsent(partition, Turns::new).next();
    }

    private final class Turns {
        private final int partition;
        private final Pace pace = new Pace(perSecond, nanoTime);
        private boolean told;
        private long toldAt;

        Turns(int partition) {
            this.partition = partition;
        }

        synchronized Duration next() {
            long now = nanoTime.getAsLong();
            if (!told || now - toldAt >= TOLD_AGAIN_NANOS) {
                told = true;
                toldAt = now;
                LOG.warn(
                        "EventFactory of partition {} cannot be published: connections that wait for it are closed"
                                + " unanswered, at most {} a second",
                        partition,
                        perSecond);
            }
            return pace.untilTurn();
        }
    }
}
