package org.ocppgateway.gateway.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.registration.Registration;
import org.ocppgateway.routing.registration.Registrations;

/** In-memory registrations that count their calls. */
final class FakeRegistrations implements Registrations {
    final Map<ChargePointId, Registration> recorded = new ConcurrentHashMap<>();
    final AtomicInteger finds = new AtomicInteger();
    volatile Runnable onFind = () -> {};

    @Override
    public @Nullable Registration find(ChargePointId chargePointId) {
        finds.incrementAndGet();
        onFind.run();
        return recorded.get(chargePointId);
    }

    @Override
    public @Nullable Registration peek(ChargePointId chargePointId) {
        return recorded.get(chargePointId);
    }

    @Override
    public void record(ChargePointId chargePointId, Registration registration) {
        recorded.merge(
                chargePointId, registration, (before, now) -> before.epoch().compareTo(now.epoch()) > 0 ? before : now);
    }
}
