package org.ocppgateway.routing.log;

import java.util.Locale;

/**
 * A kind of log line. Each module lists its kinds in one enum; {@link EventLog} writes no others. The page
 * {@code ops/docs/log-events.md} is generated from these enums.
 */
public interface LogEvent {
    /** The name of the enum constant. */
    String name();

    /** Everything else about this kind. */
    LogSpec spec();

    /** The stable name in logs, {@code <subsystem>-<what happened>}. */
    default String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
