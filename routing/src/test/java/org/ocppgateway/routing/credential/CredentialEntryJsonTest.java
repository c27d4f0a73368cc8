package org.ocppgateway.routing.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.protocol.SecurityProfile;

class CredentialEntryJsonTest {
    private static final CredentialEntry FULL = new CredentialEntry(
            SecurityProfile.MUTUAL_TLS,
            "$hmac-sha256$k=1$aaaa",
            "$hmac-sha256$k=1$bbbb",
            "CN=4711,O=Operator",
            true,
            true,
            Instant.parse("2026-11-01T10:00:00Z"));

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        assertEquals(FULL, CredentialEntryJson.parse(CredentialEntryJson.write(FULL)));
        for (SecurityProfile profile : SecurityProfile.values()) {
            CredentialEntry entry = CredentialEntry.of(profile);
            assertEquals("{\"profile\":" + profile.level() + "}", CredentialEntryJson.write(entry));
            assertEquals(entry, CredentialEntryJson.parse(CredentialEntryJson.write(entry)));
        }
    }

    @Test
    void unknownMembersAndNullsAreToleratedAndKeptByChanges() throws Exception {
        String text = """
                { "note": {"by": ["ops", null]}, "profile": 1, "passwordHash": null, "blocked": null, "tags": [] }
                """;
        CredentialEntry entry = CredentialEntryJson.parse(text);
        assertEquals(CredentialEntry.of(SecurityProfile.BASIC), entry);
        assertEquals(
                "{\"profile\":1,\"passwordHash\":\"$x\",\"note\":{\"by\":[\"ops\",null]},\"tags\":[]}",
                CredentialEntryJson.write(
                        new CredentialEntry(SecurityProfile.BASIC, "$x", null, null, false, false, null), text));
    }

    @Test
    void aTimeMayHaveAnOffset() throws Exception {
        assertEquals(
                Instant.parse("2026-11-01T08:00:00Z"),
                CredentialEntryJson.parse("{\"profile\":0,\"updatedAt\":\"2026-11-01T10:00:00+02:00\"}")
                        .updatedAt());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                | profile is missing
            {"profile":null}                                  | profile is missing
            {"profile":4}                                     | profile must be the number 0, 1, 2 or 3
            {"profile":-1}                                    | profile must be the number 0, 1, 2 or 3
            {"profile":1.5}                                   | profile must be the number 0, 1, 2 or 3
            {"profile":1e0}                                   | profile must be the number 0, 1, 2 or 3
            {"profile":"2"}                                   | profile must be the number 0, 1, 2 or 3
            {"profile":{}}                                    | profile must be a single value
            {"profile":1,"profile":3}                         | a member occurs twice: profile
            {"profile":1,"x":1,"x":2}                         | a member occurs twice: x
            {"profile":1,"passwordHash":12}                   | passwordHash must be text
            {"profile":1,"passwordHash":""}                   | passwordHash must have 1 to 512 characters
            {"profile":1,"passwordHash":["a"]}                | passwordHash must be a single value
            {"profile":1,"previousPasswordHash":""}           | previousPasswordHash must have 1 to 512 characters
            {"profile":1,"blocked":"true"}                    | blocked must be true or false
            {"profile":1,"blocked":1}                         | blocked must be true or false
            {"profile":1,"allowDowngrade":0}                  | allowDowngrade must be true or false
            {"profile":3,"certificateSubject":" "}            | certificateSubject must have 1 to 1024 characters
            {"profile":3,"certificateSubject":"=x"}           | certificateSubject is no distinguished name: =x
            {"profile":1,"updatedAt":"yesterday"}             | updatedAt must be a time as in RFC 3339
            []                                                | the entry must be a JSON object
            null                                              | the entry must be a JSON object
            1                                                 | the entry must be a JSON object
            {"profile":1} {}                                  | the entry is not JSON
            {"profile":1                                      | the entry is not JSON
            {profile:1}                                       | the entry is not JSON
            {"profile":1,}                                    | the entry is not JSON
            nonsense                                          | the entry is not JSON
            """)
    void whatIsWrongIsNamed(String text, String message) {
        InvalidCredentialEntryException e =
                assertThrows(InvalidCredentialEntryException.class, () -> CredentialEntryJson.parse(text));
        String said = String.valueOf(e.getMessage());
        assertTrue(said.startsWith(message), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void nothingIsNoEntry(String text) {
        assertThrows(InvalidCredentialEntryException.class, () -> CredentialEntryJson.parse(text));
    }

    @Test
    void sizesAreBounded() {
        String longHash = "x".repeat(CredentialEntry.MAX_HASH_LENGTH + 1);
        assertThrows(
                InvalidCredentialEntryException.class,
                () -> CredentialEntryJson.parse("{\"profile\":1,\"passwordHash\":\"" + longHash + "\"}"));
        String longEntry = "{\"profile\":1,\"note\":\"" + "x".repeat(CredentialEntryJson.MAX_LENGTH) + "\"}";
        assertThrows(InvalidCredentialEntryException.class, () -> CredentialEntryJson.parse(longEntry));
        String deep = "{\"profile\":1,\"note\":" + "[".repeat(8000) + "]".repeat(8000) + "}";
        assertThrows(InvalidCredentialEntryException.class, () -> CredentialEntryJson.parse(deep));
    }

    @Test
    void mutilatedEntriesAreReadOrRefusedAndNothingElse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String text = CredentialEntryJson.write(FULL);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder mutilated = new StringBuilder(text);
            for (int change = 0; change <= random.nextInt(4); change++) {
                int at = random.nextInt(mutilated.length());
                switch (random.nextInt(3)) {
                    case 0 -> mutilated.setCharAt(at, (char) random.nextInt(0x100));
                    case 1 -> mutilated.deleteCharAt(at);
                    default -> mutilated.insert(at, text, random.nextInt(5), 5 + random.nextInt(10));
                }
            }
            try {
                CredentialEntryJson.parse(mutilated.toString());
            } catch (InvalidCredentialEntryException e) {
                assertFalse(String.valueOf(e.getMessage()).contains("$hmac"), e.getMessage());
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + mutilated, e);
            }
        }
    }

    @Test
    void noHashIsPrinted() {
        assertEquals(
                "CredentialEntry[profile=3, passwordHash set, previousPasswordHash set,"
                        + " certificateSubject=CN=4711,O=Operator, blocked, allowDowngrade,"
                        + " updatedAt=2026-11-01T10:00:00Z]",
                FULL.toString());
    }
}
