package org.ocppgateway.gateway.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import org.ocppgateway.routing.log.EventLog;
import org.slf4j.event.KeyValuePair;

/**
 * The pattern word {@code %event}: {@code event=NAME}, or {@code -} for lines of libraries. Created by {@code logback.xml}; thread-safe.
 */
public final class EventConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent line) {
        List<KeyValuePair> pairs = line.getKeyValuePairs();
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                if (pair.key.equals(EventLog.EVENT)) {
                    return EventLog.EVENT + "=" + pair.value;
                }
            }
        }
        return "-";
    }
}
