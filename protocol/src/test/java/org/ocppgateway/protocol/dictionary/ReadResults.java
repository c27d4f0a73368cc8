package org.ocppgateway.protocol.dictionary;

import java.util.List;
import java.util.Objects;
import org.ocppgateway.protocol.OcppVersion;

/** Short methods to read payloads in tests. */
final class ReadResults {
    private ReadResults() {}

    /** Returns the first type of a dictionary given as text. */
    static ObjectType type(String dictionary) {
        return Dictionary.parse("trial", file -> dictionary, List.of())
                .types()
                .iterator()
                .next();
    }

    /** Returns a payload type of OCPP 1.6. */
    static ObjectType ocpp16(String payload) {
        return Objects.requireNonNull(Dictionary.of(OcppVersion.V1_6).type(payload));
    }

    static Payload payload(ReadResult readResult) {
        return Objects.requireNonNull(readResult.payload(), () -> "no payload: " + readResult.violations());
    }
}
