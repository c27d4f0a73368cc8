package org.ocppgateway.gateway.refusal;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.limit.NetworkAddress;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.metrics.Meters;
import org.ocppgateway.routing.refusal.RefusalGroup;
import org.ocppgateway.routing.refusal.RefusalSummary;

/**
 * The latest refusals at this pod, counted by address, identity, stage and reason. Recording one costs constant time and, for one that
 * repeats itself, no memory. Both the groups of one client network and the networks are bounded, and the least recently refused go first: a
 * flood of made-up identities from one address pushes out only what came from there. Thread-safe.
 */
public final class RefusalJournal {
    private final int maxNetworks;
    private final int maxGroups;
    private final PodId pod;
    private final Map<String, Network> networks = new LinkedHashMap<>(16, 0.75f, true);
    private final CounterDataPoint evictions;
    private long batch;

    /** The refusals of one client network. */
    private static final class Network {
        final Map<RefusalGroup, Tally> tallies = new LinkedHashMap<>(4, 0.75f, true);
        long lastBatch;
    }

    /** The refusals of one group. */
    private static final class Tally {
        final RefusedAttempt first;
        RefusedAttempt last;
        long count;
        long lastBatch;
        boolean unstored;

        Tally(RefusedAttempt first) {
            this.first = first;
            this.last = first;
        }
    }

    /**
     * An empty journal.
     *
     * @param maxNetworks the most client networks: IPv4 addresses, and IPv6 networks of 64 bits
     * @param maxGroups the most groups of each
     */
    public RefusalJournal(PodId pod, int maxNetworks, int maxGroups, PrometheusRegistry registry) {
        this.pod = pod;
        this.maxNetworks = maxNetworks;
        this.maxGroups = maxGroups;
        Meters meters = new Meters(registry);
        this.evictions = meters.counter(GatewayMetric.REFUSAL_EVICTIONS);
        meters.gauge(GatewayMetric.REFUSAL_GROUPS, this::size);
    }

    /** Records an attempt. */
    public void record(RefusedAttempt attempt) {
        RefusalGroup group = attempt.group();
        synchronized (this) {
            Network network = networks.computeIfAbsent(networkOf(group.address()), first -> new Network());
            Tally tally = network.tallies.computeIfAbsent(group, first -> new Tally(attempt));
            tally.last = attempt;
            tally.count++;
            tally.unstored = true;
            evict();
            evict(network);
        }
    }

    /**
     * The latest groups that fit, the latest first.
     *
     * @param idPrefix what the identity begins with; null for any, and for none
     * @param address of the client; null for any
     */
    public List<RefusalSummary> find(@Nullable String idPrefix, @Nullable String address, int limit) {
        return find(idPrefix, address, summary -> true, limit);
    }

    /**
     * The latest groups that fit, the latest first.
     *
     * @param idPrefix what the identity begins with; null for any, and for none
     * @param address of the client; null for any
     * @param wanted further condition; groups that fail it do not count towards the limit
     */
    public synchronized List<RefusalSummary> find(
            @Nullable String idPrefix, @Nullable String address, Predicate<RefusalSummary> wanted, int limit) {
        return networks.values().stream()
                .flatMap(network -> network.tallies.values().stream())
                .filter(tally -> fits(tally.first.group(), idPrefix, address))
                .sorted(Comparator.comparing((Tally tally) -> tally.last.time()).reversed())
                .map(this::summary)
                .filter(wanted)
                .limit(limit)
                .toList();
    }

    /** Whether the journal contains later refusals of the same group since the same first one: the summary is outdated. */
    public synchronized boolean outdates(RefusalSummary summary) {
        if (!summary.pod().equals(pod)) {
            return false;
        }
        Network network = networks.get(networkOf(summary.group().address()));
        Tally tally = network == null ? null : network.tallies.get(summary.group());
        return tally != null
                && tally.first.time().toEpochMilli() == summary.first().toEpochMilli();
    }

    /**
     * Takes summaries of groups that were refused since they were taken last. Networks take turns, and so do the groups of one, so that
     * each is taken some time, however many there are. The cost depends on the size of the journal, not on the number of attempts.
     *
     * @param limit the most summaries
     */
    public synchronized List<RefusalSummary> takeUnstored(int limit) {
        batch++;
        List<Network> inTurn = new ArrayList<>(networks.values());
        inTurn.sort(Comparator.comparingLong(network -> network.lastBatch));
        Map<Network, Queue<Tally>> waiting = new LinkedHashMap<>();
        for (Network network : inTurn) {
            Queue<Tally> tallies = unstored(network);
            if (!tallies.isEmpty()) {
                waiting.put(network, tallies);
            }
        }
        List<RefusalSummary> taken = new ArrayList<>();
        while (!waiting.isEmpty() && taken.size() < limit) {
            Iterator<Map.Entry<Network, Queue<Tally>>> turns =
                    waiting.entrySet().iterator();
            while (turns.hasNext() && taken.size() < limit) {
                Map.Entry<Network, Queue<Tally>> turn = turns.next();
                Optional.ofNullable(turn.getValue().poll()).ifPresent(tally -> taken.add(take(turn.getKey(), tally)));
                if (turn.getValue().isEmpty()) {
                    turns.remove();
                }
            }
        }
        return taken;
    }

    /** Has summaries taken again that could not be stored. */
    public synchronized void putBack(List<RefusalSummary> summaries) {
        for (RefusalSummary summary : summaries) {
            Network network = networks.get(networkOf(summary.group().address()));
            Tally tally = network == null ? null : network.tallies.get(summary.group());
            if (tally != null) {
                tally.unstored = true;
            }
        }
    }

    /** Groups in the journal. */
    public synchronized int size() {
        return networks.values().stream()
                .mapToInt(network -> network.tallies.size())
                .sum();
    }

    private static Queue<Tally> unstored(Network network) {
        return network.tallies.values().stream()
                .filter(tally -> tally.unstored)
                .sorted(Comparator.comparingLong(tally -> tally.lastBatch))
                .collect(ArrayDeque::new, ArrayDeque::add, ArrayDeque::addAll);
    }

    private RefusalSummary take(Network network, Tally tally) {
        network.lastBatch = batch;
        tally.lastBatch = batch;
        tally.unstored = false;
        return summary(tally);
    }

    private RefusalSummary summary(Tally tally) {
        RefusedAttempt last = tally.last;
        Instant first = tally.first.time();
        return new RefusalSummary(
                last.group(), pod, first, last.time(), tally.count, last.details(), last.suggestion());
    }

    private static boolean fits(RefusalGroup group, @Nullable String idPrefix, @Nullable String address) {
        String id = group.chargePointId();
        return (idPrefix == null || (id != null && id.startsWith(idPrefix)))
                && (address == null || group.address().equals(address));
    }

    /** The network that a client can fill: with IPv6 one client has more addresses than fit into the journal. */
    private static String networkOf(String address) {
        return NetworkAddress.parse(address)
                .map(parsed -> parsed.subscriber().toString())
                .orElse(address);
    }

    private void evict() {
        if (networks.size() > maxNetworks) {
            Iterator<Network> eldest = networks.values().iterator();
            evictions.inc(eldest.next().tallies.size());
            eldest.remove();
        }
    }

    private void evict(Network network) {
        if (network.tallies.size() > maxGroups) {
            Iterator<Tally> eldest = network.tallies.values().iterator();
            eldest.next();
            eldest.remove();
            evictions.inc();
        }
    }
}
