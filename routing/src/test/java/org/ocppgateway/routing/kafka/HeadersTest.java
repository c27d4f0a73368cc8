package org.ocppgateway.routing.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading of headers that other programs write. */
class HeadersTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @ParameterizedTest
    @ValueSource(strings = {TRACE, "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-comes-later"})
    void aTraceIsCarriedAsItIs(String trace) {
        assertEquals(trace, traceOf(trace));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "trace",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-\u0000"
            })
    void whatIsNoTraceIsNotCarriedOn(String text) {
        assertNull(traceOf(text));
    }

    @Test
    void aTooLongTraceIsNotPassedOn() {
        assertNull(traceOf("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-" + "x".repeat(100)));
    }

    @Test
    void aHeaderWithoutAValueIsUnreadable() {
        RecordHeaders headers = new RecordHeaders();
        for (String name : List.of("traceparent", "hops", "contract-version")) {
            headers.add(name, null);
        }
        assertNull(Headers.traceParent(headers));
        assertEquals(1, Headers.hops(headers));
        assertEquals(1, Headers.contractVersion(headers));
    }

    private static @Nullable String traceOf(String text) {
        return Headers.traceParent(new RecordHeaders(List.of(Headers.header("traceparent", text))));
    }
}
