package org.ocppgateway.gateway.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalSuggestionsTest {
    private static final List<String> PREFIXES = List.of("/ocpp", "/ws");
    private static final List<String> SERVED = List.of("ocpp2.1", "ocpp2.0.1", "ocpp1.6");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'CP-1 '                | The identity has a blank or line break before or after it. Remove it: "CP-1"
            ' CP-1'                | The identity has a blank or line break before or after it. Remove it: "CP-1"
            'CP-1\\n'              | The identity has a blank or line break before or after it. Remove it: "CP-1"
            ''                     | Add the identity of the charge point at the end of its URL
            ' '                    | Add the identity of the charge point at the end of its URL
            RDAM%20123             | The identity is percent-encoded twice. Encode it once
            AA:BB:CC               | An identity must not contain a colon, because it is the user name in Basic authentication
            Säule                  | Use letters, digits and punctuation of ASCII in the identity
            a\\\\b                 |
            """)
    void anIdentityThatIsClose(String tried, @Nullable String suggestion) {
        String unescaped = tried.replace("\\n", "\n");
        assertEquals(Optional.ofNullable(suggestion), RefusalSuggestions.forIdentity(unescaped));
    }

    @Test
    void anIdentityThatIsTooLong() {
        assertEquals(
                Optional.of("The identity has 60 characters. Use at most 48"),
                RefusalSuggestions.forIdentity("x".repeat(60)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /steve/websocket/CP-1 | ''      | The path must begin with /ocpp or /ws: use /ocpp/CP-1
            /CP-1                 | ''      | The path must begin with /ocpp or /ws: use /ocpp/CP-1
            /OCPP/CP-1            | ''      | Paths are case-sensitive: use /ocpp/CP-1
            /Ws/tenant/CP-1       | ''      | Paths are case-sensitive: use /ws/CP-1
            /ocpp                 | ''      | Add the identity of the charge point at the end of its URL: /ocpp/<identity>
            /ws/                  | ''      | Add the identity of the charge point at the end of its URL: /ws/<identity>
            /                     | ''      | The URL has no path. Use /ocpp or /ws/<identity>
            ''                    | ''      | The URL has no path. Use /ocpp or /ws/<identity>
            /ocpp                 | id=CP-1 | The identity belongs at the end of the path, not in the query: use /ocpp/CP-1
            /x                    | a=b&cpid=CP-1 | The identity belongs at the end of the path, not in the query: use /ocpp/CP-1
            /x/Säule              | ''      | The path must begin with /ocpp or /ws: use /ocpp/<identity>
            """)
    void aPathThatWouldBeServed(String path, String query, String suggestion) {
        assertEquals(Optional.of(suggestion), RefusalSuggestions.forPath(path, query, PREFIXES));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ocpp1.6j       | Use the exact name ocpp1.6
            ocpp16         | Use the exact name ocpp1.6
            1.6            | Use the exact name ocpp1.6
            OCPP/1.6-J     | Use the exact name ocpp1.6
            OCPP2.0.1      | Use the exact name ocpp2.0.1
            ocpp201        | Use the exact name ocpp2.0.1
            v2.1           | Use the exact name ocpp2.1
            ocpp2.0        | The charge point speaks a version that is not served. Update it, or select one of ocpp2.1, ocpp2.0.1, ocpp1.6
            ocpp1.5        | The charge point speaks a version that is not served. Update it, or select one of ocpp2.1, ocpp2.0.1, ocpp1.6
            soap           | OCPP over SOAP is not served. Select JSON (OCPP-J)
            mqtt           | Select one of ocpp2.1, ocpp2.0.1, ocpp1.6
            ''             | Select one of ocpp2.1, ocpp2.0.1, ocpp1.6
            """)
    void aSubprotocolThatWouldBeServed(String offered, String suggestion) {
        assertEquals(Optional.of(suggestion), RefusalSuggestions.forSubprotocol(List.of(offered), SERVED));
    }

    @Test
    void severalOfferedSubprotocolsAndNone() {
        assertEquals(
                Optional.of("Use the exact name ocpp1.6 or ocpp2.0.1"),
                RefusalSuggestions.forSubprotocol(List.of("xmpp", "ocpp-1.6", "ocpp201"), SERVED));
        assertTrue(RefusalSuggestions.forSubprotocol(List.of(), SERVED)
                .orElseThrow()
                .startsWith("The charge point offers no subprotocol."));
    }

    @Test
    void anyTextGetsASuggestionOrNone() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(300);
            for (int c = 0; c < length; c++) {
                text.append("/ocppws1.6 &id=%\n\u0000é".charAt(random.nextInt(19)));
            }
            String any = text.toString();
            try {
                assertNotNull(RefusalSuggestions.forIdentity(any));
                assertNotNull(RefusalSuggestions.forPath(any, any, PREFIXES));
                assertNotNull(RefusalSuggestions.forSubprotocol(List.of(any), SERVED));
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + any, e);
            }
        }
    }
}
