package org.ocppgateway.gateway.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.refusal.RefusalJournal;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.refusal.RefusalGroup;
import org.ocppgateway.routing.refusal.RefusalStore;
import org.ocppgateway.routing.refusal.RefusalStoreException;
import org.ocppgateway.routing.refusal.RefusalSummary;

/**
 * {@code GET /refusals}: refused connection attempts of all pods. Those of this pod are current; those of other pods are in Redis within
 * seconds.
 */
public final class RefusalsApi {
    private final PodId pod;
    private final RefusalJournal journal;
    private final RefusalStore store;

    public RefusalsApi(PodId pod, RefusalJournal journal, RefusalStore store) {
        this.pod = pod;
        this.journal = journal;
        this.store = store;
    }

    public List<ApiRoute> routes() {
        return List.of(new ApiRoute("GET", "/refusals", this::list));
    }

    private ApiResponse list(ApiRequest request) throws ApiProblem, InterruptedException {
        String id = request.parameter("id");
        String address = request.parameter("address");
        int limit = request.limit();
        Map<Key, RefusalSummary> summaries = new LinkedHashMap<>();
        JsonArray missing = new JsonArray();
        try {
            store.find(id, address, limit).forEach(summary -> summaries.put(Key.of(summary), summary));
        } catch (RefusalStoreException e) {
            JsonObject others = new JsonObject();
            others.addProperty("pod", "*");
            others.addProperty("reason", "Redis is unavailable; only refusals of " + pod + " are listed");
            missing.add(others);
        }
        journal.find(id, address, limit).forEach(summary -> summaries.put(Key.of(summary), summary));
        List<RefusalSummary> latest = new ArrayList<>(summaries.values());
        latest.sort(Comparator.comparing(RefusalSummary::last).reversed());
        ApiResponse response = ApiResponse.list(
                latest.stream().limit(limit).map(RefusalsApi::json).toList());
        if (!missing.isEmpty() && response.body() instanceof JsonObject page) {
            page.add("missing", missing);
        }
        return response;
    }

    /** One group at one pod since its first refusal in memory there. */
    private record Key(RefusalGroup group, PodId pod, long first) {
        static Key of(RefusalSummary summary) {
            return new Key(summary.group(), summary.pod(), summary.first().toEpochMilli());
        }
    }

    private static JsonObject json(RefusalSummary summary) {
        RefusalGroup group = summary.group();
        JsonObject item = new JsonObject();
        item.addProperty("time", summary.last().toString());
        item.addProperty("firstTime", summary.first().toString());
        item.addProperty("pod", summary.pod().value());
        item.addProperty("address", group.address());
        add(item, "chargePointId", group.chargePointId());
        item.addProperty("stage", group.stage().label());
        item.addProperty("reason", group.reason());
        add(item, "details", summary.details());
        add(item, "suggestion", summary.suggestion());
        item.addProperty("count", summary.count());
        return item;
    }

    private static void add(JsonObject item, String name, @Nullable String value) {
        if (value != null) {
            item.addProperty(name, value);
        }
    }
}
