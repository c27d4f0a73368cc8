package org.ocppgateway.gateway.connection;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens again and again does so whatever one run does. */
class PeriodicTaskTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void aRunThatFailsIsFollowedByTheNext() {
        AtomicInteger runs = new AtomicInteger();
        PeriodicTask periodic = PeriodicTask.every(timer, "A task of the test", Duration.ofMillis(1), () -> {
            switch (runs.getAndIncrement()) {
                case 0 -> throw new IllegalStateException("as the test wants it");
                case 1 -> throw new OutOfMemoryError("as the test wants it");
                case 2 -> throw new AssertionError("as the test wants it");
                default -> {}
            }
        });
        await().until(() -> runs.get() > 4);
        periodic.stop();
    }

    /** One connection whose visit fails keeps no other from being pinged. */
    @Test
    void aConnectionThatCannotBePingedKeepsNoOtherFromIt() {
        ConnectionFixture rig = new ConnectionFixture();
        try {
            StallingTransport other = new StallingTransport();
            rig.open(new Transport() {
                @Override
                public void send(OutboundFrame outgoing, Sent sent) {
                    throw new OutOfMemoryError("as the test wants it");
                }

                @Override
                public void demand() {}

                @Override
                public void abort() {}

                @Override
                public String remoteAddress() {
                    return "nowhere";
                }
            });
            rig.open(other);
            rig.pass(ConnectionFixture.PING_INTERVAL.multipliedBy(2));
            await().until(() -> other.given().size() == 2);
        } finally {
            rig.stop();
        }
    }
}
