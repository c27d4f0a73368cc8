package org.ocppgateway.protocol.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @Test
    void formatsDatesInUtcWithWholeSeconds() {
        assertEquals("2026-11-21T09:05:07Z", Timestamps.format(Instant.parse("2026-11-21T09:05:07.999Z")));
        assertEquals("1969-12-31T23:59:59Z", Timestamps.format(Instant.parse("1969-12-31T23:59:59.5Z")));
        assertEquals("0001-02-03T00:00:00Z", Timestamps.format(Instant.parse("0001-02-03T00:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T09:30:00Z,           2026-11-21T09:30:00Z",
        "2026-11-21T09:30:00.5Z,         2026-11-21T09:30:00.500Z",
        "2026-11-21T09:30:00.1234567Z,   2026-11-21T09:30:00.123456700Z",
        "2026-11-21T09:30:00+02:00,      2026-11-21T07:30:00Z",
        "2026-11-21T09:30:00-05:30,      2026-11-21T15:00:00Z",
        "2028-02-29T00:00:00+00:00,      2028-02-29T00:00:00Z"
    })
    void acceptsRfc3339AsStandard(String text, Instant instant) {
        assertTrue(Timestamps.isStandard(text));
        assertEquals(instant, Timestamps.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T09:30:00+02,         2026-11-21T07:30:00Z",
        "2026-11-21T09:30:00+0200,       2026-11-21T07:30:00Z",
        "2026-11-21T09:30:00 +0200,      2026-11-21T07:30:00Z",
        "2026-11-21T09:30:00,            2026-11-21T09:30:00Z",
        "2026-11-21 09:30:00,            2026-11-21T09:30:00Z",
        "2026-11-21t09:30:00z,           2026-11-21T09:30:00Z",
        "2026-11-21T09:30Z,              2026-11-21T09:30:00Z",
        "'2026-11-21T09:30:00,5Z',       2026-11-21T09:30:00.500Z",
        "' 2026-11-21T09:30:00Z ',       2026-11-21T09:30:00Z",
        "2016-12-31T23:59:60Z,           2017-01-01T00:00:00Z",
        "1795253400,                     2026-11-21T09:30:00Z",
        "1795253400.25,                  2026-11-21T09:30:00Z",
        "1795253400500,                  2026-11-21T09:30:00.500Z",
        "2026/11/21 09:30:00,            2026-11-21T09:30:00Z",
        "2026.11.21 9:30,                2026-11-21T09:30:00Z",
        "2026-1-2T03:04:05.5+01:00,      2026-01-02T02:04:05.500Z",
        "20261121T093000Z,               2026-11-21T09:30:00Z",
        "20261121093000,                 2026-11-21T09:30:00Z",
        "2026-11-21 09:30:00 UTC,        2026-11-21T09:30:00Z",
        "2026-11-21T09:30:00GMT,         2026-11-21T09:30:00Z"
    })
    void parsesFormatsSeenInTheField(String text, Instant instant) {
        assertFalse(Timestamps.isStandard(text));
        assertEquals(instant, Timestamps.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-11-21",
                "2026-02-29T00:00:00Z",
                "2026-00-21T00:00:00Z",
                "2026-11-00T00:00:00Z",
                "2026-11-21T24:00:00Z",
                "2026-11-21T09:30:00+25:00",
                "2026-11-21T09:30:00+02:0",
                "2026-11-21T09:30:00Zulu",
                "2026-11-21T09:30:00[GMT]",
                "2026-11-21T09:30:6Z",
                "7",
                "86400",
                "-1795253400",
                "17952534005",
                "17952534000001",
                "2026/11-21 09:30:00",
                "2026/02/30 09:30:00",
                "21.11.2026 09:30:00",
                "20261321T093000Z",
                "1795253400s",
                "\uFF12026-11-21T09:30:00Z"
            })
    void rejectsOtherText(String text) {
        assertFalse(Timestamps.isStandard(text));
        assertNull(Timestamps.parse(text));
    }
}
