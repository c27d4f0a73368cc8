package org.ocppgateway.protocol.contract;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.model.EventEncoder;
import org.ocppgateway.protocol.model.UnifiedModel;

/**
 * A header of a Kafka record; values are UTF-8 text.
 *
 * @param value the constant value, or null if values differ
 */
record Header(String name, boolean required, @Nullable String value, String doc) {
    private static final Header CONTRACT_VERSION = new Header(
            "contract-version",
            true,
            String.valueOf(UnifiedModel.CONTRACT_VERSION),
            "Raised when a consumer of the previous version would misread the record.");
    private static final String TRACE_PARENT = "traceparent";

    static List<Header> of(Channel channel) {
        return switch (channel) {
            case EVENTS ->
                List.of(
                        contentType(EventEncoder.CONTENT_TYPE),
                        CONTRACT_VERSION,
                        new Header(
                                TRACE_PARENT,
                                false,
                                null,
                                "The trace of the message, if tracing is on and it was sampled."));
            case COMMANDS ->
                List.of(
                        new Header(
                                TRACE_PARENT,
                                false,
                                null,
                                "W3C Trace Context, if the command belongs to a trace, which its result continues."),
                        new Header(
                                "hops",
                                false,
                                null,
                                "Number of times that a gateway process has forwarded it to another one. Backends omit it."));
            case RESULTS ->
                List.of(
                        contentType("application/json"),
                        CONTRACT_VERSION,
                        new Header(TRACE_PARENT, false, null, "The trace of the command, if it had one."));
            case DEAD_LETTERS ->
                List.of(
                        CONTRACT_VERSION,
                        new Header("dead-letter-reason", true, null, "The reason, as text for people."),
                        new Header("dead-letter-topic", true, null, "The topic of the record."),
                        new Header("dead-letter-partition", true, null, "The partition of the record, a number."),
                        new Header("dead-letter-offset", true, null, "The offset of the record, a number."));
        };
    }

    Map<String, Object> schema() {
        return Json.object("type", "string", "const", value, "description", doc);
    }

    private static Header contentType(String value) {
        return new Header("content-type", true, value, "The media type of the value.");
    }
}
