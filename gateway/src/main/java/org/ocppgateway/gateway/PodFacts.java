package org.ocppgateway.gateway;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ocppgateway.gateway.admin.Health;
import org.ocppgateway.gateway.drain.DrainState;
import org.ocppgateway.gateway.drain.PodDrain;
import org.ocppgateway.gateway.drain.PodRebalance;
import org.ocppgateway.gateway.drain.RebalanceProgress;
import org.ocppgateway.gateway.peer.PodQuery;
import org.ocppgateway.protocol.PodId;

/** The state of this pod, for {@code GET /api/v1/pods}. Thread-safe. */
final class PodFacts implements PodQuery {
    private final PodId pod;
    private final int maxConnections;
    private final Health health;
    private final Instant startedAt;
    private final PodDrain drain;
    private final PodRebalance rebalance;

    PodFacts(PodId pod, int maxConnections, Health health, Instant startedAt, Leaving leaving) {
        this.pod = pod;
        this.maxConnections = maxConnections;
        this.health = health;
        this.startedAt = startedAt;
        this.drain = leaving.drain();
        this.rebalance = leaving.rebalance();
    }

    @Override
    public JsonObject answer(Map<String, String> parameters) {
        JsonObject page = health.page();
        JsonObject facts = new JsonObject();
        facts.addProperty("pod", pod.value());
        String version = Gateway.class.getPackage().getImplementationVersion();
        facts.addProperty("version", version == null ? "unknown" : version);
        facts.addProperty("startedAt", startedAt.toString());
        facts.add("status", page.get("status"));
        Optional<String> notReady = health.notReady();
        facts.addProperty("ready", notReady.isEmpty());
        notReady.ifPresent(reason -> facts.addProperty("notReadyReason", reason));
        Optional<DrainState> draining = drain.state();
        facts.addProperty("draining", draining.isPresent());
        draining.ifPresent(state -> facts.add("drain", json(state)));
        rebalance.remaining().ifPresent(remaining -> {
            JsonObject progress = new JsonObject();
            progress.addProperty("remaining", remaining);
            facts.add("rebalance", progress);
        });
        rebalance.conducted().ifPresent(last -> facts.add("lastRebalance", json(last)));
        facts.add("connections", page.get("connections"));
        facts.addProperty("maxConnections", maxConnections);
        facts.add("dependencies", page.get("dependencies"));
        return facts;
    }

    private static JsonObject json(RebalanceProgress last) {
        JsonObject rebalance = new JsonObject();
        rebalance.addProperty("state", last.state());
        rebalance.addProperty("since", last.since().toString());
        rebalance.addProperty("excess", last.excess());
        return rebalance;
    }

    private static JsonObject json(DrainState state) {
        JsonObject drain = new JsonObject();
        drain.addProperty("state", state.step().name().toLowerCase(Locale.ROOT));
        drain.addProperty("remaining", state.remaining());
        drain.addProperty("since", state.since().toString());
        drain.addProperty("ratePerSecond", state.ratePerSecond());
        drain.addProperty("deadline", state.deadline().toString());
        return drain;
    }
}
