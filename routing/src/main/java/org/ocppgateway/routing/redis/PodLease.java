package org.ocppgateway.routing.redis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.Loop;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.redis.client.Script;
import org.ocppgateway.routing.route.Incarnation;
import org.ocppgateway.routing.route.PeerAddress;

/**
 * This pod's lease in Redis, {@code pod:<podId>}: the live incarnation under this name and the partition and offset
 * from which it reads commands. One virtual thread renews it.
 */
public final class PodLease {
    private static final EventLog LOG = EventLog.of(PodLease.class);

    /**
     * Arguments: own nonce, the value, the lifetime in ms. Returns {@code held}, or nonce and address of another live
     * incarnation.
     */
    private static final Script HOLD = new Script("hold-lease", """
        local current = redis.call('GET', KEYS[1])
        local holder = current and string.match(current, '"nonce":"([^"]*)"') or ARGV[1]
        if holder ~= ARGV[1] then
          return holder .. ' at ' .. (string.match(current, '"address":"([^"]*)"') or 'an unknown address')
        end
        redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
        return 'held'
        """);

    /** Argument: own nonce. */
    private static final Script END = new Script("end-lease", """
        local current = redis.call('GET', KEYS[1])
        if current and string.match(current, '"nonce":"([^"]*)"') == ARGV[1] then
          redis.call('DEL', KEYS[1])
        end
        return 'ended'
        """);

    private final RedisLink link;
    private final Incarnation incarnation;
    private final String value;
    private final Duration lifetime;
    private final Duration renewalInterval;
    private final Clock clock;
    private final Runnable onLost;
    private @Nullable Loop renewal;

    /**
     * @param peer address of this pod for others
     * @param startOffset offset of the partition from which this pod reads its commands
     * @param onLost called on the lease's thread whenever a renewal finds another incarnation; must not block
     */
    public PodLease(
            RedisSettings settings,
            RedisLink link,
            Incarnation incarnation,
            PeerAddress peer,
            int partition,
            long startOffset,
            Clock clock,
            Runnable onLost) {
        if (peer.address().contains("\"") || peer.address().contains("\\")) {
            throw new IllegalArgumentException("the pod's address must be host:port, not " + peer.address());
        }
        this.link = link;
        this.incarnation = incarnation;
        this.value = "{\"nonce\":\"" + incarnation.nonce() + "\",\"address\":\"" + peer.address() + "\",\"secret\":\""
                + peer.secret() + "\"," + (peer.tls() ? "\"tls\":true," : "") + "\"partition\":" + partition
                + ",\"startOffset\":"
                + startOffset + "}";
        this.lifetime = settings.lifetimes().lease();
        this.renewalInterval = settings.lifetimes().leaseRenewalInterval();
        this.clock = clock;
        this.onLost = onLost;
    }

    /**
     * Acquires the lease and starts its renewal. Waits one lifetime for the lease of another incarnation to end. During
     * a Redis outage the lease is acquired after the outage.
     *
     * @throws LeaseTakenException if the other incarnation renews its lease
     */
    public void acquire() throws LeaseTakenException, InterruptedException {
        Instant patience = clock.instant().plus(lifetime).plus(renewalInterval);
        try {
            // Read before the call: after a pause of this process the answer may be outdated.
            Instant asked = clock.instant();
            String holder = hold();
            while (!holder.equals("held")) {
                if (!asked.isBefore(patience)) {
                    throw new LeaseTakenException(pod(), holder);
                }
                LOG.log(RoutingLogEvent.LEASE_AWAITED, pod(), holder);
                TimeUnit.MILLISECONDS.sleep(Math.min(1000, renewalInterval.toMillis()));
                asked = clock.instant();
                holder = hold();
            }
        } catch (RedisUnavailableException e) {
            LOG.log(RoutingLogEvent.LEASE_DELAYED, pod(), e.getMessage());
        }
        renewal = Loop.start("lease-renewal", Loop.pause(renewalInterval), this::renew);
    }

    /** Stops the renewal and deletes the lease; if Redis does not answer, it expires. */
    public void end() throws InterruptedException {
        if (renewal != null) {
            renewal.stop();
        }
        try {
            link.run(END, key(), incarnation.nonce());
        } catch (RedisUnavailableException e) {
            LOG.log(RoutingLogEvent.LEASE_LEFT, pod(), e.getMessage());
        }
    }

    /** Returns whether the thread runs. */
    public boolean running() {
        return renewal != null && renewal.running();
    }

    private void renew() throws InterruptedException {
        try {
            String holder = hold();
            if (!holder.equals("held")) {
                LOG.log(RoutingLogEvent.LEASE_TAKEN, pod(), holder);
                onLost.run();
            }
        } catch (RedisUnavailableException e) {
            LOG.log(RoutingLogEvent.LEASE_RENEWAL_FAILED, e.getMessage()); // the link reports the outage
        }
    }

    private String hold() throws RedisUnavailableException, InterruptedException {
        return link.run(HOLD, key(), incarnation.nonce(), value, Long.toString(lifetime.toMillis()));
    }

    private PodId pod() {
        return incarnation.pod();
    }

    private String key() {
        return "pod:" + pod();
    }
}
