package org.ocppgateway.gateway.limit;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;

/**
 * The bans in force. Finding the ban of an address costs one look-up for each prefix length that is in use, whatever the number of bans.
 * One target has one ban, the one added last. Thread-safe.
 */
public final class BanList {
    private final int limit;
    private final Map<Ban.Target, Ban> bans = new ConcurrentHashMap<>();
    private final AtomicIntegerArray v4Lengths = new AtomicIntegerArray(33);
    private final AtomicIntegerArray v6Lengths = new AtomicIntegerArray(129);

    /**
     * An empty list.
     *
     * @param limit the most bans
     */
    public BanList(int limit) {
        this.limit = limit;
    }

    /**
     * Adds a ban, or replaces the one of the same target. At the limit expired bans are removed first.
     *
     * @return false if the list is full
     */
    public synchronized boolean add(Ban ban, Instant now) {
        if (bans.size() >= limit && !bans.containsKey(ban.target())) {
            removeExpired(now);
            if (bans.size() >= limit) {
                return false;
            }
        }
        if (bans.put(ban.target(), ban) == null) {
            count(ban.target(), 1);
        }
        return true;
    }

    /**
     * Ends a ban.
     *
     * @return whether there was one
     */
    public synchronized boolean remove(Ban.Target target) {
        if (bans.remove(target) == null) {
            return false;
        }
        count(target, -1);
        return true;
    }

    /** Removes expired bans. */
    public synchronized void removeExpired(Instant now) {
        List.copyOf(bans.values()).stream().filter(ban -> !ban.isInForceAt(now)).forEach(ban -> remove(ban.target()));
    }

    /** Replaces all bans. Above the limit those that end last are kept. */
    public synchronized void replaceAll(Collection<Ban> next, Instant now) {
        List<Ban> sorted = new ArrayList<>(next);
        sorted.sort((one, other) -> other.until().compareTo(one.until()));
        List<Ban> kept = sorted.subList(0, Math.min(limit, sorted.size()));
        Set<Ban.Target> targets = kept.stream().map(Ban::target).collect(toSet());
        for (Ban.Target target : List.copyOf(bans.keySet())) {
            if (!targets.contains(target)) {
                remove(target);
            }
        }
        kept.forEach(ban -> add(ban, now));
    }

    /**
     * The ban that keeps a client out.
     *
     * @param chargePointId null if it is not known yet
     */
    public Optional<Ban> find(NetworkAddress address, @Nullable ChargePointId chargePointId, Instant now) {
        if (bans.isEmpty()) {
            return Optional.empty();
        }
        if (chargePointId != null) {
            Ban ban = bans.get(new Ban.Target.ChargePoint(chargePointId));
            if (ban != null && ban.isInForceAt(now)) {
                return Optional.of(ban);
            }
        }
        AtomicIntegerArray lengths = lengths(address);
        for (int length = address.bits(); length >= 0; length--) {
            if (lengths.get(length) > 0) {
                Ban ban = bans.get(new Ban.Target.Network(new NetworkRange(address.masked(length), length)));
                if (ban != null && ban.isInForceAt(now)) {
                    return Optional.of(ban);
                }
            }
        }
        return Optional.empty();
    }

    /** The bans that have not expired. */
    public List<Ban> all(Instant now) {
        return bans.values().stream().filter(ban -> ban.isInForceAt(now)).toList();
    }

    /** Number of bans, including expired ones that were not removed yet. */
    public int size() {
        return bans.size();
    }

    private void count(Ban.Target target, int change) {
        if (target instanceof Ban.Target.Network(NetworkRange range)) {
            lengths(range.network()).addAndGet(range.prefixLength(), change);
        }
    }

    private AtomicIntegerArray lengths(NetworkAddress address) {
        return address.v6() ? v6Lengths : v4Lengths;
    }
}
