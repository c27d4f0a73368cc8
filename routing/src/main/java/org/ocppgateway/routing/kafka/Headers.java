package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.routing.command.CommandRecord;
import org.ocppgateway.routing.trace.TraceSpan;
import org.ocppgateway.routing.trace.Tracing;

/** Record headers that this process writes and reads; {@code contract-version} is on every record. */
final class Headers {
    private static final String CONTRACT = "contract-version";
    private static final String HOPS = "hops";

    private static final String TRACE_PARENT = "traceparent";
    private static final int MAX_TRACE_PARENT_LENGTH = 128;
    /** Version, trace id, parent id and flags; later versions may append more (W3C Trace Context, 3.2). */
    private static final Pattern TRACE_PARENT_FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(-[ -~]*)?");

    /** Incremented when a consumer of the previous version would misread the records. */
    static final Header CONTRACT_VERSION = header(CONTRACT, Integer.toString(UnifiedModel.CONTRACT_VERSION));

    static final Header CLOUD_EVENT = header("content-type", "application/cloudevents+json");
    static final Header JSON = header("content-type", "application/json");

    private Headers() {}

    /**
     * Reads a record of {@code commands-down} and its headers.
     *
     * @param value the record's value, or a replacement if it has none
     */
    static CommandRecord command(ConsumerRecord<byte[], byte[]> found, byte[] value) {
        // a record without a time counts as written now
        Instant producedAt = found.timestamp() < 0 ? Instant.now() : Instant.ofEpochMilli(found.timestamp());
        return new CommandRecord(value, hops(found.headers()), producedAt, traceParent(found.headers()));
    }

    static Header hops(int hops) {
        return header(HOPS, Integer.toString(hops));
    }

    /** Number of forwards; 0 without the header, 1 if it is unreadable. */
    static int hops(org.apache.kafka.common.header.Headers headers) {
        return number(headers, HOPS, 0, 1);
    }

    /** Contract version of the record; 1 without the header or if it is unreadable. */
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

    /** Trace context of a record; null if there is none or it is malformed. */
    static @Nullable String traceParent(org.apache.kafka.common.header.Headers headers) {
        Header found = headers.lastHeader(TRACE_PARENT);
        String text = found == null ? "" : text(found);
        boolean named = text.length() <= MAX_TRACE_PARENT_LENGTH
                && TRACE_PARENT_FORM.matcher(text).matches();
        return named ? text : null;
    }

    /** Value of a header as text; a header without a value, which any writer may produce, is empty text. */
    private static String text(Header header) {
        byte @Nullable [] value = header.value();
        return value == null ? "" : new String(value, UTF_8);
    }

    /** Appends the trace context to the headers, if there is one. */
    static List<Header> withTrace(List<Header> headers, @Nullable String traceParent) {
        if (traceParent == null) {
            return headers;
        }
        List<Header> all = new ArrayList<>(headers);
        all.add(header(TRACE_PARENT, traceParent));
        return all;
    }

    /**
     * Starts the span of a record that is about to be sent, and writes its context to the header. Without tracing the header stays as
     * it is.
     */
    static TraceSpan trace(ProducerRecord<byte[], byte[]> message) {
        Tracing tracing = Tracing.ofProcess();
        if (!tracing.isOn()) {
            return TraceSpan.NONE;
        }
        String parent = traceParent(message.headers());
        TraceSpan span = tracing.send(message.topic(), parent);
        String own = span.traceParent(null);
        if (own != null) {
            message.headers().remove(TRACE_PARENT).add(header(TRACE_PARENT, own));
        }
        return span;
    }

    static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
