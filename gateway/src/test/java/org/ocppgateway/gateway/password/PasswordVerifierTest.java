package org.ocppgateway.gateway.password;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.gateway.limit.Allowance;
import org.ocppgateway.gateway.limit.AttemptLimits;
import org.ocppgateway.gateway.limit.AttemptSource;
import org.ocppgateway.gateway.limit.NetworkAddress;
import org.ocppgateway.gateway.testing.Metrics;
import org.ocppgateway.protocol.ChargePointId;

class PasswordVerifierTest {
    private static final Argon2Cost CHEAP = new Argon2Cost(32, 1, 1);
    private static final HashKeys KEYS =
            new HashKeys(Map.of("1", "0123456789abcdefghijklmnopqrstuv".getBytes(UTF_8)), "1");
    private static final AttemptSource SOURCE = source("192.0.2.1");
    private static final AttemptSource ELSEWHERE = source("198.51.100.1");
    private static final Verification RIGHT = new Verification.Matched(false);
    private static final Verification WRONG = new Verification.Mismatched();

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final AtomicLong nanoTime = new AtomicLong();
    private final Thread caller = Thread.currentThread();
    private volatile boolean hashesHang;
    private @Nullable PasswordVerifier verifier;

    @AfterEach
    void stop() {
        if (verifier != null) {
            verifier.close();
        }
    }

    private static AttemptSource source(String address) {
        return new AttemptSource(
                new ChargePointId("CP-1"), NetworkAddress.parse(address).orElseThrow());
    }

    private PasswordVerifier verifier() {
        return verifier(Duration.ofSeconds(30), 100, false);
    }

    private PasswordVerifier verifier(Duration timeout, int cacheLimit, boolean equalTime) {
        AttemptLimits limits = new AttemptLimits(
                new AttemptLimits.Settings(
                        new Allowance(3, Duration.ofMinutes(1)),
                        new Allowance(100, Duration.ofMinutes(1)),
                        Allowance.UNLIMITED,
                        1000),
                () -> {});
        verifier = new PasswordVerifier(
                new PasswordVerifier.Settings(1, 4, timeout, cacheLimit, equalTime, CHEAP),
                KEYS,
                limits,
                this::now,
                new SecureRandom(),
                registry);
        return verifier;
    }

    /** Threads that compute hashes read the clock at the beginning and at the end. */
    private long now() {
        if (hashesHang && !Thread.currentThread().equals(caller)) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return nanoTime.get();
    }

    private static String fast(byte[] password) {
        return new PasswordHash.Hmac("1", KEYS.hmac("1", password)).text();
    }

    private static String slow(byte[] password) {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return new PasswordHash.Argon2(CHEAP, 19, salt, Argon2Hashing.tag(CHEAP, 19, salt, 32, password)).text();
    }

    private static String slow(String password) {
        return slow(password.getBytes(UTF_8));
    }

    private static Verification verify(PasswordVerifier verifier, byte[] received, String hash) throws Exception {
        try (Password password = Password.of(received.clone())) {
            return verifier.verify(SOURCE, password, hash, null);
        }
    }

    private static Verification verify(PasswordVerifier verifier, String received, String hash) throws Exception {
        return verify(verifier, received.getBytes(UTF_8), hash);
    }

    private static Verification verifyRotated(PasswordVerifier verifier, String received, String hash, String previous)
            throws Exception {
        try (Password password = Password.of(received.getBytes(UTF_8))) {
            return verifier.verify(SOURCE, password, hash, previous);
        }
    }

    private double checks(String outcome) {
        return Metrics.value(registry, "password_checks", outcome);
    }

    /** Each pair in both forms of hash. */
    private static void assertMatches(PasswordVerifier verifier, byte[] configured, byte[] received, String what)
            throws Exception {
        assertEquals(RIGHT, verify(verifier, received, fast(configured)), what + ", fast hash");
        assertEquals(RIGHT, verify(verifier, received, slow(configured)), what + ", slow hash");
    }

    @Test
    void aKeyOfOcpp16MatchesAsTextOfEitherCaseAndAsItsBytes() throws Exception {
        PasswordVerifier checked = verifier();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int length : new int[] {1, 3, 4, 8, 16, 20, 24, 32}) {
            byte[] key = new byte[length];
            random.nextBytes(key);
            String lower = HexFormat.of().formatHex(key);
            String upper = lower.toUpperCase(Locale.ROOT);
            StringBuilder mixed = new StringBuilder(lower);
            mixed.setCharAt(0, upper.charAt(0));
            for (String configured : new String[] {lower, upper}) {
                String what = "seed " + seed + ", configured " + configured + ", received ";
                byte[] hashed = configured.getBytes(UTF_8);
                assertMatches(checked, hashed, lower.getBytes(UTF_8), what + lower);
                assertMatches(checked, hashed, upper.getBytes(UTF_8), what + upper);
                assertMatches(checked, hashed, mixed.toString().getBytes(UTF_8), what + mixed);
                assertMatches(checked, hashed, key, what + "its bytes");
            }
            // A backend may as well have hashed the bytes.
            assertMatches(checked, key, key, "bytes for bytes");
            assertMatches(checked, key, lower.getBytes(UTF_8), "text for bytes");
            assertMatches(checked, key, upper.getBytes(UTF_8), "upper-case text for bytes");
            assertMatches(checked, key, mixed.toString().getBytes(UTF_8), "mixed text for bytes");
        }
    }

    @Test
    void aKeyWhoseBytesLookLikeHexadecimalTextMatchesToo() throws Exception {
        byte[] key = "1234567890abcdef".getBytes(UTF_8);
        assertMatches(verifier(), HexFormat.of().formatHex(key).getBytes(UTF_8), key, "its bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "with:colon:s",
                ":",
                " leading blank",
                "blank at the end ",
                "12345678",
                "0123456789",
                "odd",
                "ABCDEF",
                "pässwörd €",
                "\u0000\u0001",
                "x",
                "0123456789012345678901234567890123456789012345678901234567890123",
            })
    void aPasswordMatchesAsItIs(String text) throws Exception {
        byte[] bytes = text.getBytes(UTF_8);
        assertMatches(verifier(), bytes, bytes, text);
    }

    @Test
    void textInIso88591Matches() throws Exception {
        assertMatches(verifier(), "pässwörd".getBytes(UTF_8), "pässwörd".getBytes(ISO_8859_1), "ISO 8859-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\0", " ", "\t", "\n\n\0"})
    void whatSomeStoreBehindThePasswordIsPassedOver(String end) throws Exception {
        PasswordVerifier checked = verifier();
        assertMatches(checked, "secret".getBytes(UTF_8), ("secret" + end).getBytes(UTF_8), "text");
        assertMatches(checked, "00ffa1".getBytes(UTF_8), ("00FFa1" + end).getBytes(UTF_8), "key as text");
    }

    @Test
    void anythingElseIsWrong() throws Exception {
        PasswordVerifier checked = verifier();
        String[] others = {
            "Secret",
            "secre",
            "secrett",
            " secret",
            "",
            "secret\u00a0",
            "\nsecret",
            "736563726574ff",
            "SECRET",
            "sécret"
        };
        for (String other : others) {
            assertEquals(WRONG, verify(checked, other, fast("secret".getBytes(UTF_8))), other);
            assertEquals(WRONG, verify(checked, other, slow("secret")), other);
            nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(1));
        }
        assertEquals(WRONG, verify(checked, "   ", slow("")), "nothing is left of it");
    }

    @Test
    void wrongKeysOfTheRightFormAreWrong() throws Exception {
        PasswordVerifier checked = verifier();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] key = new byte[20];
        random.nextBytes(key);
        String hash = fast(HexFormat.of().formatHex(key).getBytes(UTF_8));
        for (int i = 0; i < 8 * key.length; i++) {
            byte[] other = key.clone();
            other[i / 8] ^= (byte) (1 << (i % 8));
            assertEquals(WRONG, verify(checked, other, hash), "seed " + seed);
            nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(1));
            assertEquals(WRONG, verify(checked, HexFormat.of().formatHex(other), hash), "seed " + seed);
            nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(1));
        }
    }

    @Test
    void theSecondTimeASlowHashIsNotComputed() throws Exception {
        PasswordVerifier checked = verifier();
        String hash = slow("secret");
        assertEquals(RIGHT, verify(checked, "secret", hash));
        for (int i = 0; i < 100; i++) {
            assertEquals(RIGHT, verify(checked, "secret", hash));
        }
        assertEquals(1, checks("slow"));
        assertEquals(100, checks("cached"));
        assertEquals(1, Metrics.value(registry, "password_hash_duration_seconds"));
        assertEquals(1, Metrics.value(registry, "password_cache_entries"));
    }

    @Test
    void anotherHashInTheEntryCountsAtOnce() throws Exception {
        PasswordVerifier checked = verifier();
        assertEquals(RIGHT, verify(checked, "secret", slow("secret")));
        assertEquals(WRONG, verify(checked, "secret", slow("another")));
        assertEquals(RIGHT, verify(checked, "another", slow("another")));
    }

    @Test
    void theCacheIsBounded() throws Exception {
        PasswordVerifier checked = verifier(Duration.ofSeconds(30), 2, false);
        for (int i = 0; i < 10; i++) {
            assertEquals(RIGHT, verify(checked, "secret" + i, slow("secret" + i)));
        }
        assertEquals(2, Metrics.value(registry, "password_cache_entries"));
        assertEquals(8, Metrics.value(registry, "password_cache_evictions"));
    }

    @Test
    void failuresAreLimitedAndTheRightPasswordGetsInAllTheSame() throws Exception {
        PasswordVerifier checked = verifier();
        String fast = fast("secret".getBytes(UTF_8));
        String known = slow("secret");
        assertEquals(RIGHT, verify(checked, "secret", known));
        for (int i = 0; i < 3; i++) {
            assertEquals(WRONG, verify(checked, "guess" + i, fast));
        }
        for (int i = 0; i < 1000; i++) {
            Verification.Limited limited =
                    assertInstanceOf(Verification.Limited.class, verify(checked, "guess" + i, known));
            assertEquals(AttemptLimits.Scope.IDENTITY, limited.scope());
            assertTrue(limited.retryAfter().compareTo(Duration.ofSeconds(20)) <= 0);
        }
        assertEquals(1, Metrics.value(registry, "password_hash_duration_seconds"), "guesses cost no hash");
        assertEquals(RIGHT, verify(checked, "secret", fast));
        assertEquals(RIGHT, verify(checked, "secret", known));
        assertInstanceOf(Verification.Limited.class, verify(checked, "secret", slow("secret")), "not seen before");
        try (Password password = Password.of("secret".getBytes(UTF_8))) {
            assertEquals(
                    RIGHT, checked.verify(ELSEWHERE, password, slow("secret"), null), "an address without guesses");
        }
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(20));
        assertEquals(RIGHT, verify(checked, "secret", slow("secret")), "the allowance has come back");
    }

    @Test
    void rightPasswordsUseUpNoAllowance() throws Exception {
        PasswordVerifier checked = verifier(Duration.ofSeconds(30), 1, false);
        for (int i = 0; i < 50; i++) {
            assertEquals(RIGHT, verify(checked, "secret" + i, slow("secret" + i)));
        }
    }

    @Test
    void thePasswordFromBeforeARotationIsAcceptedAndToldApart() throws Exception {
        PasswordVerifier checked = verifier();
        String[] hashes = {slow("new"), fast("new".getBytes(UTF_8))};
        String[] previous = {slow("old"), fast("old".getBytes(UTF_8))};
        for (String hash : hashes) {
            for (String before : previous) {
                assertEquals(RIGHT, verifyRotated(checked, "new", hash, before));
                for (int times = 0; times < 2; times++) {
                    assertEquals(new Verification.Matched(true), verifyRotated(checked, "old", hash, before));
                }
                assertEquals(WRONG, verifyRotated(checked, "other", hash, before));
                nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(1));
            }
        }
        assertEquals(RIGHT, verifyRotated(checked, "same", slow("same"), slow("same")), "the current one counts first");
    }

    @Test
    void aHashThatCannotBeUsedIsNoWrongPassword() throws Exception {
        PasswordVerifier checked = verifier();
        HashKeys others = new HashKeys(Map.of("2", new byte[32]), "2");
        String unknownKey = new PasswordHash.Hmac("2", others.hmac("2", "secret".getBytes(UTF_8))).text();
        Verification.Unverifiable unverifiable =
                assertInstanceOf(Verification.Unverifiable.class, verify(checked, "secret", unknownKey));
        assertEquals("the hash was made with key 2, which security.hash-keys does not have", unverifiable.problem());
        assertInstanceOf(Verification.Unverifiable.class, verify(checked, "secret", "plain"));
        assertEquals(RIGHT, verifyRotated(checked, "secret", slow("secret"), unknownKey));
        assertEquals(new Verification.Matched(true), verifyRotated(checked, "secret", unknownKey, slow("secret")));
        assertInstanceOf(Verification.Unverifiable.class, verifyRotated(checked, "guess", slow("secret"), unknownKey));
    }

    @Test
    void aCheckThatTakesTooLongIsGivenUpAndIsNoFailure() throws Exception {
        hashesHang = true;
        PasswordVerifier checked = verifier(Duration.ofMillis(1), 10, false);
        String hash = slow("secret");
        for (int i = 0; i < 20; i++) {
            assertEquals(new Verification.Busy(), verify(checked, "secret", hash));
        }
        assertEquals(20, checks("timeout") + checks("queue_full"));
        assertEquals(RIGHT, verify(checked, "secret", fast("secret".getBytes(UTF_8))), "fast hashes need no turn");
    }

    @Test
    void withEqualTimeAWrongPasswordCostsASlowHashWhateverIsStored() throws Exception {
        PasswordVerifier checked = verifier(Duration.ofSeconds(30), 10, true);
        assertEquals(WRONG, verify(checked, "guess", fast("secret".getBytes(UTF_8))));
        assertEquals(1, Metrics.value(registry, "password_hash_duration_seconds"));
        assertEquals(WRONG, verify(checked, "guess", slow("secret")));
        assertEquals(2, Metrics.value(registry, "password_hash_duration_seconds"));
        assertEquals(RIGHT, verify(checked, "secret", fast("secret".getBytes(UTF_8))));
        assertEquals(2, Metrics.value(registry, "password_hash_duration_seconds"));
    }

    @Test
    void pretendingCostsAndIsLimitedLikeAWrongPassword() throws Exception {
        PasswordVerifier checked = verifier(Duration.ofSeconds(30), 10, true);
        try (Password password = Password.of("guess".getBytes(UTF_8))) {
            for (int i = 0; i < 3; i++) {
                assertEquals(WRONG, checked.pretend(SOURCE, password));
            }
            assertEquals(3, Metrics.value(registry, "password_hash_duration_seconds"));
            assertInstanceOf(Verification.Limited.class, checked.pretend(SOURCE, password));
        }
    }

    @Test
    void thePasswordStaysTheCallers() throws Exception {
        byte[] bytes = "secret\n".getBytes(UTF_8);
        try (Password password = Password.of(bytes)) {
            verifier().verify(SOURCE, password, slow("secret"), null);
            assertArrayEquals("secret\n".getBytes(UTF_8), bytes);
        }
    }
}
