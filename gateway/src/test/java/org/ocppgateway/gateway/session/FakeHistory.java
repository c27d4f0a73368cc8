package org.ocppgateway.gateway.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.history.SessionHistory;

/** Keeps ended sessions in memory. */
public final class FakeHistory implements SessionHistory {
    private final Map<ChargePointId, List<String>> sessions = new ConcurrentHashMap<>();

    @Override
    public void add(ChargePointId chargePointId, String session) {
        sessions.compute(chargePointId, (id, known) -> {
            List<String> all = known == null ? new ArrayList<>() : new ArrayList<>(known);
            all.addFirst(session);
            return all;
        });
    }

    @Override
    public PendingSessions read(ChargePointId chargePointId) {
        return () -> sessions.getOrDefault(chargePointId, List.of());
    }
}
