package org.ocppgateway.ops.checks.rollout;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.ops.checks.chaos.CommandIssuer;
import org.ocppgateway.ops.checks.chaos.PlannedCommand;

/** Issues commands to random charge points at a steady rate, on a thread of its own. */
final class CommandStream implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 100;
    private static final Duration VALIDITY = Duration.ofSeconds(60);

    private final CommandIssuer issuer;
    private final RolloutSettings settings;
    private final Random random;
    private final Thread thread;

    CommandStream(CommandIssuer issuer, RolloutSettings settings) {
        this.issuer = issuer;
        this.settings = settings;
        this.random = new Random(settings.seed());
        this.thread = Thread.ofVirtual().name("commands").start(this::run);
    }

    private void run() {
        try {
            for (int number = 0; true; number++) {
                PlannedCommand.Kind kind =
                        random.nextInt(4) == 0 ? PlannedCommand.Kind.REMOTE_START : PlannedCommand.Kind.DATA_TRANSFER;
                issuer.issue(new PlannedCommand(
                        Duration.ZERO,
                        number,
                        kind,
                        random.nextInt(settings.chargePoints()),
                        random.nextBoolean(),
                        VALIDITY,
                        Duration.ZERO));
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException stopped) {
            // The end.
        }
    }

    /** Issues no further command. */
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
