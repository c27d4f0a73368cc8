package org.ocppgateway.gateway.connection;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A failed run does not end a periodic task. */
class PeriodicTaskTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void aRunThatFailsIsFollowedByTheNext() {
        AtomicInteger runs = new AtomicInteger();
        PeriodicTask task = PeriodicTask.start(timer, "A task of the test", Duration.ofMillis(1), () -> {
            switch (runs.getAndIncrement()) {
                case 0 -> throw new IllegalStateException("thrown by the test");
                case 1 -> throw new OutOfMemoryError("thrown by the test");
                case 2 -> throw new AssertionError("thrown by the test");
                default -> {}
            }
        });
        await().until(() -> runs.get() > 4);
        task.stop();
    }

    @Test
    void aFailedPingDoesNotAffectOtherConnections() {
        ConnectionFixture fixture = new ConnectionFixture();
        try {
            StallingTransport other = new StallingTransport();
            fixture.open(new Transport() {
                @Override
                public void send(OutboundFrame frame, SendListener listener) {
                    throw new OutOfMemoryError("thrown by the test");
                }

                @Override
                public void demand() {}

                @Override
                public void abort() {}

                @Override
                public ByteCounts byteCounts() {
                    return ByteCounts.NONE;
                }

                @Override
                public String remoteAddress() {
                    return "nowhere";
                }
            });
            fixture.open(other);
            fixture.pass(ConnectionFixture.PING_INTERVAL.multipliedBy(2));
            await().until(() -> other.given().size() == 2);
        } finally {
            fixture.stop();
        }
    }
}
