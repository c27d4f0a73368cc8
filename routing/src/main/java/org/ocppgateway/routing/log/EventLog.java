package org.ocppgateway.routing.log;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes log lines of the kinds that a {@link LogEvent} describes. Each line has the name of its kind and the values of its fields
 * as key-value pairs, so that programs need not parse the text. Thread-safe; a line whose level is off costs one comparison.
 */
public final class EventLog {
    /** The key of the name of the kind. */
    public static final String EVENT = "event";

    private final Logger logger;

    private EventLog(Logger logger) {
        this.logger = logger;
    }

    /** The log of a class. The level of its lines is configured by the name of the class. */
    public static EventLog of(Class<?> owner) {
        return new EventLog(LoggerFactory.getLogger(owner));
    }

    /** A log whose level is configured by a name of its own. */
    public static EventLog named(String name) {
        return new EventLog(LoggerFactory.getLogger(name));
    }

    /**
     * Writes a line.
     *
     * @param values the values of the fields in order, then optionally the exception whose stack trace belongs to the line
     */
    public void log(LogEvent event, @Nullable Object... values) {
        LogSpec spec = event.spec();
        if (!logger.isEnabledForLevel(spec.level())) {
            return;
        }
        List<String> fields = spec.fields();
        LoggingEventBuilder line =
                logger.atLevel(spec.level()).setMessage(spec.format()).addKeyValue(EVENT, event.label());
        for (int i = 0; i < Math.min(fields.size(), values.length); i++) {
            String value = String.valueOf(values[i]);
            line = line.addArgument(value).addKeyValue(fields.get(i), value);
        }
        if (values.length > fields.size() && values[values.length - 1] instanceof Throwable cause) {
            line = line.setCause(cause);
        }
        line.log();
    }
}
