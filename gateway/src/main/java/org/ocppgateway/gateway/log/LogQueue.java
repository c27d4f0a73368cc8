package org.ocppgateway.gateway.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.LoggerFactory;

/**
 * Log lines on their way to standard output. Whoever reads that may stop; then the queue fills, and what is logged on top of it is
 * dropped and counted, so that nobody who logs ever waits. {@code logback.xml} makes it. Any thread.
 */
public final class LogQueue extends AsyncAppender {
    private static final int BOUND = 8192;
    private static final int PATIENCE_AT_END_MS = 1000;
    private static final LongAdder DROPPED = new LongAdder();

    public LogQueue() {
        setNeverBlock(true);
        setQueueSize(BOUND);
        setDiscardingThreshold(0);
        setMaxFlushTime(PATIENCE_AT_END_MS);
    }

    /** Says how many lines were dropped. */
    public static void register(PrometheusRegistry registry) {
        CounterWithCallback.builder()
                .name("ocpp_gateway_log_lines_dropped_total")
                .help("Log lines dropped because nobody read those before")
                .callback(counter -> counter.call((double) DROPPED.sum()))
                .register(registry);
    }

    /** Writes what waits, for a second at most; what is logged afterwards is lost. */
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
