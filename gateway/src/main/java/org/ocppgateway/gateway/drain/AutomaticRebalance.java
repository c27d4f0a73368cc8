package org.ocppgateway.gateway.drain;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.Loop;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/**
 * Starts a rebalance after a rollout: when all pods answer, are ready and have one version, and the last of them started within a time. The
 * first pod by name does it, at most {@link #MAX_ATTEMPTS} times for one rollout, and not again after an operator has cancelled it.
 */
public final class AutomaticRebalance {
    static final int MAX_ATTEMPTS = 3;

    private static final Duration MAX_CHECK_INTERVAL = Duration.ofSeconds(30);

    /** Time after the delay in which a rebalance may start. */
    private static final Duration RECENT = Duration.ofHours(1);

    private final PodId pod;
    private final ClusterLoad cluster;
    private final Rebalance rebalance;
    private final RebalanceSettings settings;
    private final InstantSource clock;
    private @Nullable Loop loop;
    private @Nullable Instant rollout;
    private int attempts;

    public AutomaticRebalance(
            PodId pod, ClusterLoad cluster, Rebalance rebalance, RebalanceSettings settings, InstantSource clock) {
        this.pod = pod;
        this.cluster = cluster;
        this.rebalance = rebalance;
        this.settings = settings;
        this.clock = clock;
    }

    /** Starts the checks. */
    public void start() {
        Duration half = settings.automaticDelay().dividedBy(2);
        Duration interval = half.compareTo(MAX_CHECK_INTERVAL) < 0 ? half : MAX_CHECK_INTERVAL;
        loop = Loop.start("automatic-rebalance", Loop.pause(interval), this::check);
    }

    /** Stops the checks. */
    public void stop() throws InterruptedException {
        if (loop != null) {
            loop.stop();
        }
    }

    /** Whether the thread runs. */
    public boolean running() {
        return loop != null && loop.running();
    }

    /** One check. Used by the thread of this object. */
    void check() throws InterruptedException {
        ClusterLoad.Loads loads = cluster.loads();
        List<PodLoad> pods = loads.pods();
        if (!loads.complete() || pods.size() < 2 || !pods.getFirst().pod().equals(pod) || !isSettled(pods)) {
            return;
        }
        Instant latest = lastStart(pods);
        if (!latest.equals(rollout)) {
            rollout = latest;
            attempts = 0;
        }
        if (attempts > 0 && rebalance.isCancelled()) {
            attempts = MAX_ATTEMPTS;
        }
        if (attempts < MAX_ATTEMPTS
                && !RebalancePlan.of(pods, settings.spreadPercent()).excesses().isEmpty()) {
            attempts++;
            try {
                RebalancePlan unused = rebalance.start(settings.spreadPercent(), settings.ratePerSecond());
            } catch (Rebalance.BusyException | RoutesUnavailableException e) {
                attempts--; // tried again with the next check
            }
        }
    }

    private boolean isSettled(List<PodLoad> pods) {
        Duration age = Duration.between(lastStart(pods), clock.instant());
        return pods.stream().allMatch(PodLoad::ready)
                && pods.stream().map(PodLoad::version).distinct().count() == 1
                && age.compareTo(settings.automaticDelay()) >= 0
                && age.compareTo(settings.automaticDelay().plus(RECENT)) <= 0;
    }

    private static Instant lastStart(List<PodLoad> pods) {
        return pods.stream().map(PodLoad::startedAt).max(Instant::compareTo).orElseThrow();
    }
}
