package org.ocppgateway.gateway.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    private static final byte[] KEY = "0123456789abcdefghijklmnopqrstuv".getBytes(UTF_8);
    private static final HashKeys KEYS = new HashKeys(Map.of("2026-1", KEY), "2026-1");
    private static final PasswordHasher HASHER = new PasswordHasher(KEYS, new Argon2Cost(64, 1, 1), new SecureRandom());

    private static Password password(String text) {
        return Password.of(text.getBytes(UTF_8));
    }

    /** Test vectors of the reference implementation of Argon2. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
            })
    void hashesOfOtherImplementationsAreChecked(String text) throws Exception {
        PasswordHash.Argon2 hash = assertInstanceOf(PasswordHash.Argon2.class, PasswordHash.parse(text));
        assertTrue(Argon2Hashing.matches(hash, "password".getBytes(UTF_8)));
        assertFalse(Argon2Hashing.matches(hash, "passwort".getBytes(UTF_8)));
        assertEquals(text, hash.text());
    }

    @Test
    void memoryThatIsUsedAgainDoesNotChangeAHash() throws Exception {
        PasswordHash.Argon2 large = argon2(1024);
        PasswordHash.Argon2 small = argon2(64);
        for (PasswordHash.Argon2 hash : List.of(large, small, large, small)) {
            assertTrue(Argon2Hashing.matches(hash, "password".getBytes(UTF_8)));
            assertFalse(Argon2Hashing.matches(hash, "passwort".getBytes(UTF_8)));
        }
    }

    private static PasswordHash.Argon2 argon2(int memoryKib) {
        PasswordHasher hasher = new PasswordHasher(HashKeys.NONE, new Argon2Cost(memoryKib, 1, 1), new SecureRandom());
        return assertInstanceOf(PasswordHash.Argon2.class, hasher.hash(password("password")));
    }

    /** Computed with {@code openssl dgst -sha256 -hmac}. */
    @Test
    void aFastHashIsThePlainHmacOfTheKeyInLowerCase() throws Exception {
        String text = HASHER.hash(password("8f3A1c5e9b7D20468ce1a5f3097b6d42")).text();
        PasswordHash.Hmac hash = assertInstanceOf(PasswordHash.Hmac.class, PasswordHash.parse(text));
        assertEquals("2026-1", hash.keyId());
        assertEquals(
                "b058c6290777e93d6ede67d8b2289fde2ae47af5b6438e3b7c7d90842962f6c4",
                HexFormat.of().formatHex(hash.tag()));
        assertFalse(text.endsWith("="), "no padding");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                                                   | a password hash is
            plain text                                                                           | a password hash is
            $2y$10$abcdefghijklmnopqrstuv                                                        | a password hash is
            $hmac-sha256$k=$AAAA                                                                 | a password hash is
            $hmac-sha256$k=a b$AAAA                                                              | a password hash is
            $hmac-sha256$k=1$AAAA                                                                | the tag of a password hash has 32 to 32 bytes
            $hmac-sha256$k=1$A===                                                                | the tag of a password hash is not base64
            $hmac-sha256$k=1$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA                 | the tag of a password hash has 32 to 32 bytes
            $argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4  | a password hash is
            $argon2id$v=18$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4 | the version of Argon2
            $argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQ         | the parameter m
            $argon2id$v=19$m=256,t=999,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQ            | the parameter t
            $argon2id$v=19$m=256,t=2,p=99$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQ             | the parameter p
            $argon2id$v=19$m=4,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQ                | the parameter m
            $argon2id$v=19$m=256,t=2,p=1$AAAA$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQ                     | the salt of a password hash
            $argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$AAAA                                        | the tag of a password hash
            """)
    void whatIsNoHashIsRefusedWithoutRepeatingIt(String text, String message) {
        InvalidPasswordHashException e =
                assertThrows(InvalidPasswordHashException.class, () -> PasswordHash.parse(text));
        String error = String.valueOf(e.getMessage());
        assertTrue(error.startsWith(message), error);
        assertTrue(text.length() < 30 || !error.contains(text.substring(text.length() - 20)), error);
    }

    @Test
    void textsOfAnyKindAreReadOrRefused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String good = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int change = 0; change < 1 + random.nextInt(3); change++) {
                text.setCharAt(random.nextInt(text.length()), (char) (' ' + random.nextInt(0x60)));
            }
            try {
                PasswordHash.parse(text.toString());
            } catch (InvalidPasswordHashException e) {
                assertNotEquals(good, text.toString());
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
        assertThrows(InvalidPasswordHashException.class, () -> PasswordHash.parse("$".repeat(513)));
    }

    @Test
    void paddingIsToleratedWhenRead() throws Exception {
        String text = HASHER.hash(password("00112233445566778899aAbBcCdD7f31")).text();
        assertEquals(text, PasswordHash.parse(text + "=").text());
    }

    @ParameterizedTest
    @CsvSource({
        // random keys of at least 128 bits
        "9f86d081884c7d659a2feaa0c55ad015, true",
        "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B, true",
        "xK9vQ2mR7pL4wN8tB3yH6c, true",
        "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF, true",
        // too short
        "9f86d081884c7d659a2feaa0c55ad0, false",
        "xK9vQ2mR7pL4wN8tB3yH6, false",
        "12345678, false",
        "ABCDEF, false",
        "0123456789, false",
        // long, and made up by a person
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, false",
        "00000000000000000000000000000000, false",
        "0123456789abcdef0123456789abcdef, false",
        "00112233445566778899aabbccddeeff, false",
        "12341234123412341234123412341234, false",
        "correct horse battery staple again, false",
        "PasswordPasswordPassword1, false",
        "ThisIsMyVeryLongPassword, false",
        "Abc123Abc123Abc123Abc123, false",
    })
    void onlyARandomKeyGetsAFastHash(String text, boolean strong) {
        try (Password password = password(text)) {
            assertEquals(!strong, PasswordHasher.isWeak(password));
            assertEquals(strong, HASHER.hash(password) instanceof PasswordHash.Hmac);
        }
    }

    @Test
    void randomKeysArePracticallyAlwaysRecognised() {
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 5000; i++) {
            try (Password hex = GeneratedPassword.hexadecimal(random);
                    Password text = GeneratedPassword.text(random)) {
                assertFalse(PasswordHasher.isWeak(hex));
                assertFalse(PasswordHasher.isWeak(text));
                assertTrue(new String(hex.bytes(), UTF_8).matches("[0-9a-f]{40}"));
                assertTrue(new String(text.bytes(), UTF_8).matches("[0-9A-Za-z]{32}"));
            }
        }
    }

    @Test
    void withoutHashKeysEveryPasswordGetsASlowHash() {
        PasswordHasher hasher = new PasswordHasher(HashKeys.NONE, new Argon2Cost(64, 1, 1), new SecureRandom());
        assertInstanceOf(PasswordHash.Argon2.class, hasher.hash(password("9f86d081884c7d659a2feaa0c55ad015")));
        assertThrows(IllegalArgumentException.class, () -> hasher.hash(password("")));
    }

    @Test
    void twoHashesOfOneWeakPasswordDiffer() {
        assertNotEquals(
                HASHER.hash(password("secret")).text(),
                HASHER.hash(password("secret")).text());
    }

    @Test
    void keysAreChecked() {
        Map<String, byte[]> keys = Map.of("1", KEY);
        assertThrows(IllegalArgumentException.class, () -> new HashKeys(keys, "2"));
        assertThrows(IllegalArgumentException.class, () -> new HashKeys(keys, null));
        assertThrows(IllegalArgumentException.class, () -> new HashKeys(Map.of(), "1"));
        assertThrows(IllegalArgumentException.class, () -> new HashKeys(Map.of("1", new byte[31]), "1"));
        assertThrows(IllegalArgumentException.class, () -> new HashKeys(Map.of("a$b", KEY), "a$b"));
    }

    @Test
    void nothingPrintsASecret() {
        String secret = "9f86d081884c7d659a2feaa0c55ad015";
        try (Password password = password(secret)) {
            String printed = password + " " + HASHER.hash(password) + " " + HASHER.hash(password("weak")) + " " + KEYS;
            assertEquals(
                    "Password[...] Hmac[keyId=2026-1] Argon2[Argon2Cost[memoryKib=64, passes=1, lanes=1]] HashKeys[2026-1]",
                    printed);
        }
    }

    @Test
    void aClosedPasswordIsWiped() {
        byte[] bytes = "secret".getBytes(UTF_8);
        Password password = Password.of(bytes);
        password.close();
        assertArrayEquals(new byte[6], bytes);
        char[] characters = "sécret€".toCharArray();
        try (Password utf8 = Password.of(characters)) {
            assertArrayEquals("sécret€".getBytes(UTF_8), utf8.bytes());
        }
        PasswordSpellings spellings = new PasswordSpellings(password("ab01\n"));
        assertEquals(7, spellings.all().size());
        spellings.close();
        spellings.all().forEach(each -> assertArrayEquals(new byte[each.length], each));
    }
}
