package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.ocppgateway.protocol.model.UnifiedModel;

/** The headers that this pod writes; {@code contract-version} is on every record. */
final class Headers {
    private static final String CONTRACT = "contract-version";
    private static final String HOPS = "hops";

    /** Raised when a consumer of the previous version would misread what we write. */
    static final Header CONTRACT_VERSION = header(CONTRACT, Integer.toString(UnifiedModel.CONTRACT_VERSION));

    static final Header CLOUD_EVENT = header("content-type", "application/cloudevents+json");
    static final Header JSON = header("content-type", "application/json");

    private Headers() {}

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
            return Math.max(0, Integer.parseInt(new String(header.value(), UTF_8)));
        } catch (NumberFormatException e) {
            return unreadable;
        }
    }

    static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
