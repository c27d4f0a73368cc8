package org.ocppgateway.protocol.translation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Timestamps;
import org.ocppgateway.protocol.handler.UplinkContext;

/**
 * Creates content keys, which identify a retry that has another message id. The key is the whole content of the message,
 * because a retry repeats every field.
 *
 * <p>A charge point without a clock sends the same content for different transactions. If a message is identified only by its
 * time and that time is not credible, the key also contains the session and the number of boots and stops in it. A retry in the
 * same session is then still recognised, a retry in the next session is not.
 */
public final class ContentKeys {
    /** Earlier times are not credible. */
    private static final Instant EARLIEST = Instant.parse("2015-01-01T00:00:00Z");

    /** Maximum time that a clock may be ahead. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private ContentKeys() {}

    /**
     * Returns the key of a message that is identified by its time: a start, and any message without a transaction id.
     *
     * @param times all times in the message; null for a missing one
     */
    public static String byTime(UplinkContext context, String content, List<@Nullable String> times) {
        boolean credible = !times.isEmpty();
        for (String time : times) {
            credible &= isCredible(time, context.receivedAt());
        }
        return credible ? content : context.epoch().value() + "\n" + context.bootsAndStops() + '\n' + content;
    }

    private static boolean isCredible(@Nullable String time, Instant now) {
        Instant instant = time == null ? null : Timestamps.parse(time);
        return instant != null && !instant.isBefore(EARLIEST) && !instant.isAfter(now.plus(AHEAD));
    }
}
