package org.ocppgateway.gateway.authentication;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationHeaderTest {

    private static Authorization parse(String value) {
        return AuthorizationHeader.parse(List.of(value));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static void assertBasic(byte[] user, byte[] password, Authorization authorization) {
        try (Authorization.Basic basic = assertInstanceOf(Authorization.Basic.class, authorization)) {
            assertArrayEquals(user, basic.userName());
            assertArrayEquals(password, basic.password().bytes());
        }
    }

    private static void assertBasic(String user, String password, Authorization authorization) {
        assertBasic(user.getBytes(UTF_8), password.getBytes(UTF_8), authorization);
    }

    private static void assertMalformed(String problem, Authorization authorization) {
        assertEquals(
                problem,
                assertInstanceOf(Authorization.Malformed.class, authorization).problem());
    }

    /** From the OCPP 1.6 specification, section on Basic authentication: identity AL1000, a key of 20 bytes. */
    @Test
    void theExampleOfTheStandardIsRead() {
        byte[] key = new byte[20];
        byte[] begin = {0, 1, 2, 3, 4, 5, 6, 7};
        System.arraycopy(begin, 0, key, 0, begin.length);
        for (int i = begin.length; i < key.length; i++) {
            key[i] = (byte) 0xff;
        }
        assertBasic("AL1000".getBytes(UTF_8), key, parse("Basic QUwxMDAwOgABAgMEBQYH////////////////"));
    }

    @ParameterizedTest
    @CsvSource({
        "CP-1, secret",
        "CP-1, with:colons::",
        "'RDAM 123', x",
        "'', password",
        "CP-1, ''",
        "'', ''",
        "CP-1, ' '",
        "CP-1, 'päss€'",
    })
    void userNameAndPasswordAreSplitAtTheFirstColon(String user, String password) {
        assertBasic(user, password, parse("Basic " + base64(user + ":" + password)));
    }

    @Test
    void whatChargePointsSendIsTolerated() {
        String encoded = base64("CP-1:subjects?_d"); // with padding, and a slash in the middle
        assertBasic("CP-1", "subjects?_d", parse("basic " + encoded));
        assertBasic("CP-1", "subjects?_d", parse("BASIC " + encoded));
        assertBasic("CP-1", "subjects?_d", parse("  Basic \t  " + encoded + "  "));
        assertBasic("CP-1", "subjects?_d", parse("Basic " + encoded.replace("=", "")));
        assertBasic(
                "CP-1",
                "subjects?_d",
                parse("Basic " + encoded.replace('/', '_').replace('+', '-')));
        assertBasic("CP-1", "x", AuthorizationHeader.parse(List.of("Basic Q1AtMTp4", "Basic Q1AtMTp4")));
        byte[] latin1 = "CP-1:pässwörd".getBytes(ISO_8859_1);
        assertBasic(
                "CP-1".getBytes(UTF_8),
                "pässwörd".getBytes(ISO_8859_1),
                parse("Basic " + Base64.getEncoder().encodeToString(latin1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t \t"})
    void anEmptyHeaderIsNone(String value) {
        assertInstanceOf(Authorization.Absent.class, parse(value));
        assertInstanceOf(Authorization.Absent.class, AuthorizationHeader.parse(List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Bearer Q1AtMTp4     | the scheme is not Basic
            Digest username="x" | the scheme is not Basic
            Q1AtMTp4            | the scheme is not Basic
            BasicQ1AtMTp4       | the scheme is not Basic
            CP-1:secret         | the scheme is not Basic
            Basic               | there is no colon between user name and password
            Basic ====          | there is no colon between user name and password
            Basic Q1AtMQ        | there is no colon between user name and password
            Basic CP-1:secret   | the credentials are not base64
            Basic Q1At MTp4     | the credentials are not base64
            Basic Q1At=MTp4     | the credentials are not base64
            Basic Q1AtM         | the credentials are not base64
            Basic Q1AtMTp4,Basic| the credentials are not base64
            Basic "Q1AtMTp4"    | the credentials are not base64
            Basic Q1AtMTpé      | the credentials are not base64
            """)
    void whatIsNotBasicIsNamedWithoutRepeatingIt(String value, String problem) {
        assertMalformed(problem, parse(value));
    }

    @Test
    void sizesAndNumbersAreBounded() {
        assertMalformed("the header is longer than 1024 characters", parse("Basic " + "A".repeat(1020)));
        assertMalformed("the password is longer than 256 bytes", parse("Basic " + base64("CP-1:" + "x".repeat(257))));
        assertBasic("CP-1", "x".repeat(256), parse("Basic " + base64("CP-1:" + "x".repeat(256))));
        assertMalformed(
                "there are several Authorization headers",
                AuthorizationHeader.parse(List.of("Basic Q1AtMTp4", "Basic Q1AtMTp5")));
    }

    @Test
    void anyTextIsReadOrRefusedAndNothingElse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder value = new StringBuilder(random.nextBoolean() ? "Basic " : "");
            int length = random.nextInt(60);
            for (int c = 0; c < length; c++) {
                value.append(
                        random.nextInt(10) == 0
                                ? (char) random.nextInt(0x10000)
                                : "ABCabc012+/=-_: \t".charAt(random.nextInt(17)));
            }
            try (Authorization any = parse(value.toString())) {
                assertFalse(any.toString().contains("ABC"));
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + value, e);
            }
        }
    }

    @Test
    void anyBytesComeBackAsTheyWere() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] password = new byte[random.nextInt(65)];
            random.nextBytes(password);
            byte[] all = new byte[5 + password.length];
            System.arraycopy("CP-1:".getBytes(UTF_8), 0, all, 0, 5);
            System.arraycopy(password, 0, all, 5, password.length);
            Base64.Encoder encoder =
                    i % 2 == 0 ? Base64.getEncoder() : Base64.getUrlEncoder().withoutPadding();
            assertBasic("CP-1".getBytes(UTF_8), password, parse("Basic " + encoder.encodeToString(all)));
        }
    }

    @Test
    void closingWipesThePasswordAndTheUserName() {
        Authorization.Basic basic =
                assertInstanceOf(Authorization.Basic.class, parse("Basic " + base64("secret:CP-1")));
        byte[] user = basic.userName();
        byte[] password = basic.password().bytes();
        assertEquals("Basic[...]", basic.toString());
        basic.close();
        assertArrayEquals(new byte[6], user);
        assertArrayEquals(new byte[4], password);
    }
}
