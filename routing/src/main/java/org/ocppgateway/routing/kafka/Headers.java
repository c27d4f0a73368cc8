package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.routing.command.CommandRecord;

/** The headers that this pod writes and reads; {@code contract-version} is on every record. */
final class Headers {
    private static final String CONTRACT = "contract-version";
    private static final String HOPS = "hops";

    private static final String TRACE_PARENT = "traceparent";
    private static final int MAX_TRACE_PARENT_LENGTH = 128;
    /** Version, trace, parent and flags; later versions may have more behind them (W3C Trace Context, 3.2). */
    private static final Pattern TRACE_PARENT_FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(-[ -~]*)?");

    /** Raised when a consumer of the previous version would misread what we write. */
    static final Header CONTRACT_VERSION = header(CONTRACT, Integer.toString(UnifiedModel.CONTRACT_VERSION));

    static final Header CLOUD_EVENT = header("content-type", "application/cloudevents+json");
    static final Header JSON = header("content-type", "application/json");

    private Headers() {}

    /**
     * A record of {@code commands-down} with what its headers say.
     *
     * @param value the record's, or something in its place if it has none
     */
    static CommandRecord command(ConsumerRecord<byte[], byte[]> found, byte[] value) {
        // A record without a time is as old as it seems to its reader.
        Instant producedAt = found.timestamp() < 0 ? Instant.now() : Instant.ofEpochMilli(found.timestamp());
        return new CommandRecord(value, hops(found.headers()), producedAt, traceParent(found.headers()));
    }

    static Header hops(int hops) {
        return header(HOPS, Integer.toString(hops));
    }

    /** How often the record was forwarded; none if it does not say, and one if it says what cannot be read. */
    static int hops(org.apache.kafka.common.header.Headers headers) {
        return number(headers, HOPS, 0, 1);
    }

    /** The version of the contract that the record follows; the first one if it does not say, or says what cannot be read. */
    static int contractVersion(org.apache.kafka.common.header.Headers headers) {
        return number(headers, CONTRACT, 1, 1);
    }

    private static int number(org.apache.kafka.common.header.Headers headers, String name, int absent, int unreadable) {
        Header header = headers.lastHeader(name);
        if (header == null) {
            return absent;
        }
        try {
            return Math.max(0, Integer.parseInt(text(header)));
        } catch (NumberFormatException e) {
            return unreadable;
        }
    }

    /** The trace that a record belongs to; null if it names none, or none that can be one. */
    static @Nullable String traceParent(org.apache.kafka.common.header.Headers headers) {
        Header found = headers.lastHeader(TRACE_PARENT);
        String text = found == null ? "" : text(found);
        boolean named = text.length() <= MAX_TRACE_PARENT_LENGTH
                && TRACE_PARENT_FORM.matcher(text).matches();
        return named ? text : null;
    }

    /** Whoever writes a record may leave a header without a value: that reads as an empty one. */
    private static String text(Header header) {
        byte @Nullable [] value = header.value();
        return value == null ? "" : new String(value, UTF_8);
    }

    /** Headers, and the trace among them if there is one. */
    static List<Header> withTrace(List<Header> headers, @Nullable String traceParent) {
        if (traceParent == null) {
            return headers;
        }
        List<Header> all = new ArrayList<>(headers);
        all.add(header(TRACE_PARENT, traceParent));
        return all;
    }

    static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
