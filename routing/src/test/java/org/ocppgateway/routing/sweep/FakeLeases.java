package org.ocppgateway.routing.sweep;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.route.Lease;
import org.ocppgateway.routing.route.PeerAddress;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.route.WatchedLeases;

/** Leases set by a test; can simulate an outage. */
public final class FakeLeases implements WatchedLeases {
    private final Map<PodId, Lease> leases = new ConcurrentHashMap<>();
    private volatile boolean out;
    private volatile @Nullable PodId failing;
    private volatile Duration conclusive = Duration.ofDays(1);

    public void live(String pod, String nonce, int partition, long startOffset) {
        PodId id = new PodId(pod);
        leases.put(id, new Lease(id, nonce, new PeerAddress("127.0.0.1:8081", ""), partition, startOffset));
    }

    public void die(String pod) {
        leases.remove(new PodId(pod));
    }

    /** Makes reads of that pod's lease throw an unexpected exception, like a programming error. */
    public void failFor(String pod) {
        failing = new PodId(pod);
    }

    void out(boolean isOut) {
        out = isOut;
    }

    /** Sets for how long a missing lease has been conclusive; long by default. */
    void conclusiveFor(Duration duration) {
        conclusive = duration;
    }

    @Override
    public Duration conclusiveFor(PodId pod) {
        return out ? Duration.ZERO : conclusive;
    }

    @Override
    public Optional<Lease> find(PodId pod) throws RoutesUnavailableException {
        if (pod.equals(failing)) {
            throw new IllegalStateException("a simulated error");
        }
        if (out) {
            throw new RoutesUnavailableException(new IllegalStateException("simulated outage"));
        }
        return Optional.ofNullable(leases.get(pod));
    }
}
