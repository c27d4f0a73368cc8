package org.ocppgateway.simulator.behaviour;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.ocppgateway.simulator.net.CloseReason;

/** A charge point that behaves but for what its persona does to it from time to time while it is connected. */
public final class Troublemaker implements ChargePoint {
    private static final List<String> NO_OCPP = List.of(
            "",
            "{",
            "[]",
            "null",
            "[2]",
            "[2,\"x\"]",
            "[2,7,\"Heartbeat\",{}]",
            "[9,\"x\",\"Heartbeat\",{}]",
            "[2,\"x\",\"NoSuchAction\",{}]",
            "[2,\"x\",\"StatusNotification\",{\"connectorId\":\"one\"}]",
            "[3,\"nobody asked\",{}]",
            "[2,\"" + "x".repeat(100) + "\",\"Heartbeat\",{}]",
            "[".repeat(1_000));

    private static final Duration FLOOD_STEP = Duration.ofMillis(10);
    private static final int FLOOD = 10;

    private final ChargePoint behaved;
    private final Persona persona;
    private final ChargePointTransport line;
    private final SplittableRandom random;
    private long nextAt = Long.MAX_VALUE;
    private long calls;

    /** @param line of {@code behaved}, too */
    public Troublemaker(ChargePoint behaved, Persona persona, ChargePointTransport line, SplittableRandom random) {
        this.behaved = behaved;
        this.persona = persona;
        this.line = line;
        this.random = random;
    }

    @Override
    public void start(long now) {
        behaved.start(now);
    }

    @Override
    public void opened(long now) {
        behaved.opened(now);
        nextAt = now
                + within(
                        switch (persona) {
                            case SILENT -> Duration.ofSeconds(30);
                            case FLAPPING -> Duration.ofSeconds(5);
                            case SLOW_READER, FLOODER, MALFORMED, CLOCK_SKEW -> Duration.ofSeconds(1);
                        });
    }

    @Override
    public void received(String text, long now) {
        behaved.received(text, now);
    }

    @Override
    public void closed(CloseReason closing, long now) {
        nextAt = Long.MAX_VALUE;
        behaved.closed(closing, now);
    }

    @Override
    public void wake(long now) {
        if (behaved.wakeAt() <= now) {
            behaved.wake(now);
        }
        if (nextAt <= now) {
            nextAt = Long.MAX_VALUE;
            act(now);
        }
    }

    @Override
    public long wakeAt() {
        return Math.min(nextAt, behaved.wakeAt());
    }

    @Override
    public void retire(long now) {
        // A peer that is not heard would keep it waiting for the end.
        line.listen();
        nextAt = Long.MAX_VALUE;
        behaved.retire(now);
    }

    @Override
    public boolean ended() {
        return behaved.ended();
    }

    private void act(long now) {
        switch (persona) {
            case SILENT -> line.goSilent();
            case FLAPPING -> line.drop();
            case SLOW_READER -> {
                line.stopListening();
                flood(now);
            }
            case FLOODER -> flood(now);
            case MALFORMED -> {
                line.send(NO_OCPP.get(random.nextInt(NO_OCPP.size())));
                nextAt = now + within(Duration.ofSeconds(2));
            }
            case CLOCK_SKEW -> {
                // It does nothing wrong.
            }
        }
    }

    private void flood(long now) {
        for (int i = 0; i < FLOOD; i++) {
            calls++;
            line.send("[2,\"flood-" + calls + "\",\"Heartbeat\",{}]");
        }
        nextAt = now + FLOOD_STEP.toNanos();
    }

    private long within(Duration longest) {
        return random.nextLong(longest.toNanos());
    }
}
