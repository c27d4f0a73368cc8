package org.ocppgateway.routing.redis;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.redis.client.ReadCall;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.route.Lease;
import org.ocppgateway.routing.route.LivePods;
import org.ocppgateway.routing.route.PeerAddress;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.route.WatchedLeases;

/** Reads leases of pods, {@code pod:<podId>}. */
public final class RedisLeases implements WatchedLeases, LivePods {
    private final RedisLink link;

    public RedisLeases(RedisLink link) {
        this.link = link;
    }

    @Override
    public Optional<Lease> find(PodId pod) throws RoutesUnavailableException, InterruptedException {
        try {
            String value = link.run(ReadCall.GET, key(pod));
            return value.isEmpty() ? Optional.empty() : Optional.of(lease(pod, value));
        } catch (RedisUnavailableException e) {
            throw new RoutesUnavailableException(e);
        }
    }

    @Override
    public List<Lease> list() throws RoutesUnavailableException, InterruptedException {
        try {
            Map<String, Future<@Nullable String>> replies = new TreeMap<>();
            for (String incarnation : incarnations()) {
                String pod = incarnation.substring(0, Math.max(incarnation.indexOf('/'), 0));
                replies.computeIfAbsent(pod, name -> link.start(ReadCall.GET, "pod:" + name));
            }
            List<Lease> leases = new ArrayList<>();
            for (Map.Entry<String, Future<@Nullable String>> reply : replies.entrySet()) {
                String value = Objects.requireNonNullElse(reply.getValue().get(), "");
                if (!value.isEmpty()) {
                    leases.add(lease(new PodId(reply.getKey()), value));
                }
            }
            return leases;
        } catch (RedisUnavailableException | ExecutionException e) {
            throw new RoutesUnavailableException(e);
        }
    }

    /** The incarnations that are registered, dead ones included. */
    private List<String> incarnations() throws RedisUnavailableException, InterruptedException {
        List<String> lines = link.run(RouteIndexScripts.HOLDERS, PodRouteIndex.HOLDERS_KEY)
                .lines()
                .toList();
        List<String> incarnations = new ArrayList<>();
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            incarnations.add(lines.get(i));
        }
        return incarnations;
    }

    @Override
    public Duration conclusiveFor(PodId pod) {
        return link.conclusiveFor(key(pod));
    }

    private static String key(PodId pod) {
        return "pod:" + pod;
    }

    private static Lease lease(PodId pod, String value) {
        JsonObject lease = JsonParser.parseString(value).getAsJsonObject();
        return new Lease(
                pod,
                lease.get("nonce").getAsString(),
                new PeerAddress(lease.get("address").getAsString(), isTls(lease), secret(lease)),
                lease.get("partition").getAsInt(),
                lease.get("startOffset").getAsLong());
    }

    /** False in a lease of an older release, which has no TLS on the admin port. */
    private static boolean isTls(JsonObject lease) {
        return lease.has("tls") && lease.get("tls").getAsBoolean();
    }

    /** Empty in a lease of an older release, which does not answer other pods. */
    private static String secret(JsonObject lease) {
        return lease.has("secret") ? lease.get("secret").getAsString() : "";
    }
}
