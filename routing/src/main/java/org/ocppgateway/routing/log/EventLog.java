package org.ocppgateway.routing.log;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.trace.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes log lines of the kinds that a {@link LogEvent} describes. Each line has the name of its kind and the values of its fields
 * as key-value pairs, so that programs need not parse the text. {@link LogLevels} may change the level of a line at run time,
 * {@link LineLimits} limits the lines of each kind. Thread-safe; a line whose level is off costs two comparisons.
 */
public final class EventLog {
    /** The key of the name of the kind. */
    public static final String EVENT = "event";

    /** The key of the number of lines of the same kind that were not written since the last one. */
    public static final String SUPPRESSED = "suppressedLines";

    /** The key of the epoch of the session that a line is about. */
    public static final String EPOCH = "sessionEpoch";

    /** The key of the trace that the line belongs to. */
    public static final String TRACE = "traceId";

    private final Logger logger;
    private final boolean limited;

    private EventLog(Logger logger, boolean limited) {
        this.logger = logger;
        this.limited = limited;
    }

    /** The log of a class. The level of its lines is configured by the name of the class. */
    public static EventLog of(Class<?> owner) {
        return new EventLog(LoggerFactory.getLogger(owner), true);
    }

    /** The log {@code audit}, whose lines are never suppressed. */
    public static EventLog audit() {
        return new EventLog(LoggerFactory.getLogger("audit"), false);
    }

    /**
     * Writes a line.
     *
     * @param values the values of the fields in order, then optionally the exception whose stack trace belongs to the line. A charge
     *     point is a {@link ChargePointId}, or a {@link LogSubject} if its session is known
     */
    public void log(LogEvent event, @Nullable Object... values) {
        Level level = event.spec().level();
        Level set =
                LogLevels.ofProcess().isEmpty() ? null : LogLevels.ofProcess().levelFor(chargePoint(values));
        boolean written = set == null ? logger.isEnabledForLevel(level) : level.toInt() >= set.toInt();
        if (!written) {
            return;
        }
        long suppressed = limited ? LineLimits.ofProcess().take(event, set != null) : 0;
        if (suppressed != LineLimits.SUPPRESSED) {
            write(event, values, suppressed);
        }
    }

    private void write(LogEvent event, @Nullable Object[] values, long suppressed) {
        LogSpec spec = event.spec();
        List<String> fields = spec.fields();
        // Not atLevel(), which drops a line that only a level set at run time permits.
        LoggingEventBuilder line = logger.makeLoggingEventBuilder(spec.level())
                .setMessage(suppressed == 0 ? spec.format() : spec.format() + " (suppressed {} such lines before)")
                .addKeyValue(EVENT, event.label());
        for (int i = 0; i < Math.min(fields.size(), values.length); i++) {
            Object value = values[i];
            String text = String.valueOf(value instanceof LogSubject subject ? subject.chargePointId() : value);
            line = line.addArgument(text).addKeyValue(fields.get(i), text);
            if (value instanceof LogSubject subject && subject.epoch() != null && !fields.contains(EPOCH)) {
                line = line.addKeyValue(EPOCH, String.valueOf(subject.epoch()));
            }
        }
        String traceId = Tracing.currentTraceId();
        if (traceId != null) {
            line = line.addKeyValue(TRACE, traceId);
        }
        if (suppressed > 0) {
            line = line.addArgument(suppressed).addKeyValue(SUPPRESSED, suppressed);
        }
        if (values.length > fields.size() && values[values.length - 1] instanceof Throwable cause) {
            line = line.setCause(cause);
        }
        line.log();
    }

    private static @Nullable ChargePointId chargePoint(@Nullable Object[] values) {
        for (Object value : values) {
            if (value instanceof ChargePointId chargePointId) {
                return chargePointId;
            }
            if (value instanceof LogSubject subject) {
                return subject.chargePointId();
            }
        }
        return null;
    }
}
