package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.ocppgateway.protocol.model.UnifiedModel;

/** The headers that this pod writes; {@code contract-version} is on every record. */
final class Headers {
    /** Raised when a consumer of the previous version would misread what we write. */
    static final Header CONTRACT_VERSION = header("contract-version", Integer.toString(UnifiedModel.CONTRACT_VERSION));

    static final Header CLOUD_EVENT = header("content-type", "application/cloudevents+json");
    static final Header JSON = header("content-type", "application/json");

    private static final String HOPS = "hops";

    private Headers() {}

    static Header hops(int hops) {
        return header(HOPS, Integer.toString(hops));
    }

    /** How often the record was forwarded; none if it does not say, and one if it says what cannot be read. */
    static int hops(org.apache.kafka.common.header.Headers headers) {
        Header hops = headers.lastHeader(HOPS);
        if (hops == null) {
            return 0;
        }
        try {
            return Math.max(0, Integer.parseInt(new String(hops.value(), UTF_8)));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
