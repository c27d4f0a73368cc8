package org.ocppgateway.gateway.session.publish;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.ocppgateway.gateway.limit.IntervalGate;
import org.ocppgateway.gateway.limit.RateLimit;
import org.ocppgateway.gateway.limit.TokenBucket;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.routing.log.EventLog;

/**
 * Paces the closing of connections during an outage: a limited number per second and event partition. Charge points that reconnect
 * therefore find capacity, and those of one partition do not wait for another partition. Thread-safe.
 */
final class OutageClosePacer {
    private static final EventLog LOG = EventLog.of(OutageClosePacer.class);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final Map<Integer, PartitionPacer> partitions = new ConcurrentHashMap<>();

    OutageClosePacer(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /** Returns the delay after which the next connection of the partition may be closed. */
    Duration nextDelay(int partition) {
        return partitions.computeIfAbsent(partition, PartitionPacer::new).nextDelay();
    }

    private final class PartitionPacer {
        private final int partition;
        private final TokenBucket closes = new TokenBucket(new RateLimit(perSecond, 1), nanoTime.getAsLong());
        private final IntervalGate logGate = new IntervalGate(LOG_INTERVAL);

        PartitionPacer(int partition) {
            this.partition = partition;
        }

        synchronized Duration nextDelay() {
            long now = nanoTime.getAsLong();
            if (logGate.isOpen(now)) {
                logGate.close(now);
                LOG.log(GatewayLogEvent.SESSION_OUTAGE_CLOSES_STARTED, partition, perSecond);
            }
            return Duration.ofNanos(closes.take(now));
        }
    }
}
