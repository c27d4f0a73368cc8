package org.ocppgateway.gateway.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.atomic.LongAdder;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.routing.log.LineLimits;
import org.ocppgateway.routing.metrics.Meters;
import org.slf4j.LoggerFactory;

/**
 * Bounded queue of log lines before standard output. If the reader of standard output stalls, the queue fills, and further lines are
 * dropped and counted. Logging therefore never blocks. Created by {@code logback.xml}; thread-safe.
 */
public final class LogQueue extends AsyncAppender {
    private static final int QUEUE_SIZE = 8192;
    private static final int FLUSH_TIMEOUT_MILLIS = 1000;
    private static final LongAdder DROPPED = new LongAdder();

    public LogQueue() {
        setNeverBlock(true);
        setQueueSize(QUEUE_SIZE);
        setDiscardingThreshold(0);
        setMaxFlushTime(FLUSH_TIMEOUT_MILLIS);
    }

    /** Registers the metrics of lines that are not written. */
    public static void register(PrometheusRegistry registry) {
        Meters meters = new Meters(registry);
        meters.counter(GatewayMetric.LOG_LINES_DROPPED, DROPPED::sum);
        meters.counter(GatewayMetric.LOG_LINES_SUPPRESSED, LineLimits.ofProcess()::suppressed);
    }

    /** Writes queued lines for at most one second. Lines logged later are lost. */
    public static void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }

    @Override
    protected void append(ILoggingEvent line) {
        if (getRemainingCapacity() == 0) {
            DROPPED.increment();
        } else {
            super.append(line);
        }
    }
}
