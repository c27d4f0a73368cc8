package org.ocppgateway.gateway;

import java.util.Optional;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.kafka.CommandConsumer;
import org.ocppgateway.routing.redis.LeaseTakenException;
import org.ocppgateway.routing.redis.PodLease;
import org.ocppgateway.routing.redis.client.RedisLink;

/** The name under which this process receives commands. The lease in Redis makes it unique. Thread-safe. */
final class PodName {
    private final PodId pod;
    private volatile boolean taken;

    PodName(PodId pod) {
        this.pod = pod;
    }

    /** Acquires the lease and renews it until the shutdown. Does not wait while Redis is unavailable. */
    void acquire(GatewayContext context, RedisLink redis, PodIdentity identity, CommandConsumer consumer)
            throws StartException, InterruptedException {
        PodLease lease = new PodLease(
                context.config().backend().redis(),
                redis,
                identity.incarnation(),
                identity.peer(),
                consumer.partition(),
                consumer.startOffset(),
                context.pod().clock(),
                () -> taken = true);
        try {
            lease.acquire();
        } catch (LeaseTakenException e) {
            throw new StartException(e.getMessage() + "; give this one another gateway.pod-name", e);
        }
        context.shutdown().add("lease", remaining -> lease.end());
        context.health().watch("lease-renewal", lease::running);
    }

    /** Why no commands can be sent to this process; empty if they can. */
    Optional<String> problem() {
        return taken ? Optional.of("another process lives under the name " + pod) : Optional.empty();
    }
}
