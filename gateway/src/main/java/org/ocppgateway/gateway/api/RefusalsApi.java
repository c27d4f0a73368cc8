package org.ocppgateway.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.ocppgateway.gateway.refusal.RefusalJournal;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.refusal.RefusalGroup;
import org.ocppgateway.routing.refusal.RefusalStore;
import org.ocppgateway.routing.refusal.RefusalStoreException;
import org.ocppgateway.routing.refusal.RefusalSummary;

/**
 * {@code GET /refusals}: refused connection attempts of all pods, the latest first. Those of this pod are current; those of other pods are in Redis within
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
        String after = request.after();
        Predicate<RefusalSummary> onPage =
                summary -> after == null || refusalId(summary).compareTo(after) > 0;
        List<RefusalSummary> found = new ArrayList<>(journal.find(id, address, onPage, limit + 1));
        List<MissingPart> missing = new ArrayList<>();
        try {
            // The journal has the current version of what this pod has stored.
            found.addAll(
                    store.find(id, address, summary -> onPage.test(summary) && !journal.outdates(summary), limit + 1));
        } catch (RefusalStoreException e) {
            missing.add(MissingPart.redis("only refusals of " + pod + " are listed"));
        }
        List<JsonObject> items = found.stream()
                .sorted(Comparator.comparing(RefusalsApi::refusalId))
                .limit(limit + 1L)
                .map(RefusalsApi::json)
                .toList();
        return ApiResponse.page(items, limit, "refusalId").withMissing(missing);
    }

    private static String refusalId(RefusalSummary summary) {
        String group =
                summary.group() + " " + summary.pod() + " " + summary.first().toEpochMilli();
        UUID hash = UUID.nameUUIDFromBytes(group.getBytes(UTF_8));
        return LatestFirst.id(summary.last(), hash.toString().substring(0, 13));
    }

    private static JsonObject json(RefusalSummary summary) {
        RefusalGroup group = summary.group();
        JsonObject item = new JsonObject();
        item.addProperty("refusalId", refusalId(summary));
        item.addProperty("time", summary.last().toString());
        item.addProperty("firstTime", summary.first().toString());
        item.addProperty("pod", summary.pod().value());
        item.addProperty("address", group.address());
        OptionalMember.add(item, "chargePointId", group.chargePointId());
        item.addProperty("stage", group.stage().label());
        item.addProperty("reason", group.reason());
        OptionalMember.add(item, "details", summary.details());
        OptionalMember.add(item, "suggestion", summary.suggestion());
        item.addProperty("count", summary.count());
        return item;
    }
}
