package org.ocppgateway.protocol.translation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Timestamps;
import org.ocppgateway.protocol.handler.UplinkContext;

/**
 * What makes a repeated message recognisable although it has another message id. It is the whole content of the message: a true retry
 * repeats every field.
 *
 * <p>A charge point without a clock says the same for different transactions. So what is recognised by its time alone has another key
 * where that time cannot be right: with the session, and with how many boots and stops were seen in it. A retry within one session is
 * still recognised, one in the next session is not.
 */
public final class ContentKeys {
    /** No charge point with a clock is older. */
    private static final Instant EARLIEST = Instant.parse("2015-01-01T00:00:00Z");

    /** How far a clock may be ahead. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private ContentKeys() {}

    /**
     * The key of a message that is recognised by its time: a start, and whatever names no transaction.
     *
     * @param times all that the message gives; null for one that is missing
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
