package org.ocppgateway.ops.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Row 5 of the faults at scale: passwords are guessed while charge points are connected. */
class PasswordGuessingIT {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordGuessingIT.class);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int HEALTHY = 200;
    private static final int GUESSES = 3_000;
    private static final long GUESS_INTERVAL_MICROS = 6_000; // 10,000 a minute
    private static final int HASH_THREADS = 2;

    @TempDir
    static Path directory = Path.of("");

    private static Rig rig;

    @BeforeAll
    static void start() throws InterruptedException {
        rig = Rig.start(directory, 1, "gateway.security.password-checks.concurrency = " + HASH_THREADS);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    @DisplayName("row 5: 10,000 guesses a minute are limited, cost bounded time, and close no connection")
    void guessesAreLimitedAndDisturbNoConnection() throws Exception {
        HttpResponse<String> entry = CLIENT.send(
                HttpRequest.newBuilder(rig.gateway(0).admin("/api/v1/credentials/TARGET"))
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"profile\":1,\"password\":\"correct horse\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(201, entry.statusCode(), entry.body());
        URI endpoint = rig.gateway(0).endpoint();
        RawChargePoint.connect(endpoint, "TARGET", "TARGET", "correct horse").close();
        List<RawChargePoint> healthy = new ArrayList<>();
        for (int i = 0; i < HEALTHY; i++) {
            healthy.add(rig.boot(0, "HEALTHY-" + i));
        }
        AtomicInteger limited = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        long begun = System.nanoTime();
        try (ScheduledExecutorService attackers = Executors.newScheduledThreadPool(32)) {
            for (int i = 0; i < GUESSES; i++) {
                String guess = "guess-" + i;
                attackers.schedule(
                        () -> guess(endpoint, guess, wrong, limited), i * GUESS_INTERVAL_MICROS, TimeUnit.MICROSECONDS);
            }
            for (RawChargePoint chargePoint : healthy) {
                chargePoint.call("Heartbeat", "{}");
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        double hashing = rig.metric(0, "ocpp_gateway_password_hash_duration_seconds_sum");
        LOG.info("{} guesses: {} checked, {} limited; {} s hashing in {} s", GUESSES, wrong, limited, hashing, seconds);
        assertEquals(GUESSES, wrong.get() + limited.get());
        assertTrue(limited.get() > GUESSES / 2, limited + " of " + GUESSES + " guesses were limited");
        assertTrue(hashing <= HASH_THREADS * seconds, hashing + " s of hashing in " + seconds + " s");
        assertTrue(healthy.stream().allMatch(RawChargePoint::isOpen), "a connection was closed");
        RawChargePoint.connect(endpoint, "TARGET", "TARGET", "correct horse").close();
        healthy.forEach(RawChargePoint::close);
    }

    private static void guess(URI endpoint, String password, AtomicInteger wrong, AtomicInteger limited) {
        try {
            RawChargePoint.connect(endpoint, "TARGET", "TARGET", password).close();
        } catch (RawChargePoint.Refused refused) {
            (refused.status() == 401 ? wrong : limited).incrementAndGet();
        }
    }
}
