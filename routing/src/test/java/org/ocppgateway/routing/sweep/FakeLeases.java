package org.ocppgateway.routing.sweep;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.route.Lease;
import org.ocppgateway.routing.route.Leases;
import org.ocppgateway.routing.route.PodContact;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** Leases as a test sets them; can be told to be out. */
public final class FakeLeases implements Leases {
    private final Map<PodId, Lease> leases = new ConcurrentHashMap<>();
    private volatile boolean out;

    public void live(String pod, String nonce, int partition, long startOffset) {
        PodId id = new PodId(pod);
        leases.put(id, new Lease(id, nonce, new PodContact("127.0.0.1:8081", ""), partition, startOffset));
    }

    public void die(String pod) {
        leases.remove(new PodId(pod));
    }

    void out(boolean isOut) {
        out = isOut;
    }

    @Override
    public Optional<Lease> find(PodId pod) throws RoutesUnavailableException {
        if (out) {
            throw new RoutesUnavailableException(new IllegalStateException("out, says the test"));
        }
        return Optional.ofNullable(leases.get(pod));
    }
}
