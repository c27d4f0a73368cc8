package org.ocppgateway.simulator.behaviour;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.ocppgateway.simulator.net.CloseReason;

/** A standard charge point that its persona disturbs from time to time while it is connected. */
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

    private final ChargePoint delegate;
    private final Persona persona;
    private final ChargePointTransport transport;
    private final SplittableRandom random;
    private long nextAt = Long.MAX_VALUE;
    private long calls;

    /** @param transport same transport as that of {@code delegate} */
    public Troublemaker(
            ChargePoint delegate, Persona persona, ChargePointTransport transport, SplittableRandom random) {
        this.delegate = delegate;
        this.persona = persona;
        this.transport = transport;
        this.random = random;
    }

    @Override
    public void start(long now) {
        delegate.start(now);
    }

    @Override
    public void onOpen(long now) {
        delegate.onOpen(now);
        nextAt = now
                + within(
                        switch (persona) {
                            case SILENT -> Duration.ofSeconds(30);
                            case FLAPPING -> Duration.ofSeconds(5);
                            case SLOW_READER, FLOODER, MALFORMED, CLOCK_SKEW -> Duration.ofSeconds(1);
                        });
    }

    @Override
    public void onMessage(String text, long now) {
        delegate.onMessage(text, now);
    }

    @Override
    public void onClose(CloseReason closeReason, long now) {
        nextAt = Long.MAX_VALUE;
        delegate.onClose(closeReason, now);
    }

    @Override
    public void onTimer(long now) {
        if (delegate.nextTimerAt() <= now) {
            delegate.onTimer(now);
        }
        if (nextAt <= now) {
            nextAt = Long.MAX_VALUE;
            act(now);
        }
    }

    @Override
    public long nextTimerAt() {
        return Math.min(nextAt, delegate.nextTimerAt());
    }

    @Override
    public void shutDown(long now) {
        // The shutdown needs the answers of the server.
        transport.resume();
        nextAt = Long.MAX_VALUE;
        delegate.shutDown(now);
    }

    @Override
    public boolean isTerminated() {
        return delegate.isTerminated();
    }

    private void act(long now) {
        switch (persona) {
            case SILENT -> transport.stopTraffic();
            case FLAPPING -> transport.drop();
            case SLOW_READER -> {
                transport.stopReading();
                flood(now);
            }
            case FLOODER -> flood(now);
            case MALFORMED -> {
                transport.send(NO_OCPP.get(random.nextInt(NO_OCPP.size())));
                nextAt = now + within(Duration.ofSeconds(2));
            }
            case CLOCK_SKEW -> {
                // The wrapper of the charge point changes the clock. There is nothing to do here.
            }
        }
    }

    private void flood(long now) {
        for (int i = 0; i < FLOOD; i++) {
            calls++;
            transport.send("[2,\"flood-" + calls + "\",\"Heartbeat\",{}]");
        }
        nextAt = now + FLOOD_STEP.toNanos();
    }

    private long within(Duration longest) {
        return random.nextLong(longest.toNanos());
    }
}
