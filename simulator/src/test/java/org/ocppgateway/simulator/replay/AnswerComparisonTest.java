package org.ocppgateway.simulator.replay;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.trace.TraceMessage;

class AnswerComparisonTest {
    private static final MessageId ID = new MessageId("1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | {} | true",
                "{\"status\":\"Accepted\"} | {\"status\":\"Accepted\"} | true",
                "{\"status\":\"Accepted\"} | {\"status\":\"Rejected\"} | false",
                "{\"status\":\"Accepted\"} | {} | false",
                "{} | {\"status\":\"Accepted\"} | false",
                "{\"currentTime\":\"2026-11-29T18:00:00Z\"} | {\"currentTime\":\"2026-11-30T18:00:00.5+01:00\"} | true",
                "{\"currentTime\":\"2026-11-29T18:00:00Z\"} | {\"currentTime\":\"now\"} | false",
                "{\"transactionId\":1,\"a\":[1]} | {\"transactionId\":2,\"a\":[1]} | true",
                "{\"a\":[1]} | {\"a\":[1,2]} | false",
                "{\"data\":\"***\"} | {\"data\":\"secret\"} | true",
                "{\"data\":\"secret\"} | {\"data\":\"***\"} | false",
            })
    void comparesResultsWithoutIdsTimesAndMaskedValues(String recorded, String actual, boolean same) {
        TraceMessage result = new TraceMessage.CallResult("1", "A", recorded);
        assertTrue(AnswerComparison.same(result, new Frame.CallResult(ID, actual)) == same);
    }

    @Test
    void comparesTheCodesOfErrors() {
        TraceMessage error = new TraceMessage.CallError("1", "A", "NotSupported", "one text", null);
        assertTrue(AnswerComparison.same(error, new Frame.CallError(ID, "NotSupported", "another text", "{}")));
        assertFalse(AnswerComparison.same(error, new Frame.CallError(ID, "InternalError", "one text", "{}")));
        assertFalse(AnswerComparison.same(error, new Frame.CallResult(ID, "{}")));
    }
}
