package org.ocppgateway.gateway.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.journal.FrameJournal;
import org.ocppgateway.gateway.journal.JournalLine;
import org.ocppgateway.gateway.journal.JournalPosition;
import org.ocppgateway.protocol.ChargePointId;

/** {@code GET /charge-points/{id}/frames}: the frames of a charge point as a list, a live stream or an export. */
public final class FramesApi {
    private static final int DEFAULT_SECONDS = 300;
    private static final int MAX_SECONDS = 1_800;

    private final FrameJournal journal;
    private final ClusterFrames cluster;
    private final LongSupplier nanoTime;

    /** @param nanoTime monotonic clock in nanoseconds */
    public FramesApi(FrameJournal journal, ClusterFrames cluster, LongSupplier nanoTime) {
        this.journal = journal;
        this.cluster = cluster;
        this.nanoTime = nanoTime;
    }

    public List<ApiRoute> routes() {
        return List.of(new ApiRoute("GET", "/charge-points/{id}/frames", this::frames));
    }

    private ApiResponse frames(ApiRequest request) throws ApiProblem, InterruptedException {
        ChargePointId id = request.chargePointId();
        String accept = request.header("accept");
        boolean live = accept != null && accept.contains("text/event-stream");
        boolean export = accept != null && accept.contains("application/x-ndjson");
        int limit = request.limit();
        int seconds = request.number("seconds", DEFAULT_SECONDS, 1, MAX_SECONDS);
        JournalPosition after = position("after", request.after());
        JournalPosition lastEvent = position("Last-Event-ID", request.header("last-event-id"));
        if (!cluster.isKnown(id)) {
            throw ApiProblem.notFound("nothing is known about this charge point");
        }
        if (live) {
            return stream(id, Duration.ofSeconds(seconds), lastEvent == null ? after : lastEvent);
        }
        JournalPosition from = after == null ? JournalPosition.START : after;
        return export ? ApiResponse.stream(FrameExport.open(cluster, id, from, nanoTime)) : list(id, from, limit);
    }

    private ApiResponse stream(ChargePointId id, Duration duration, @Nullable JournalPosition after) throws ApiProblem {
        if (!journal.tryOpenStream()) {
            throw new ApiProblem(
                    429, "Too many streams", "a pod has at most " + FrameJournal.MAX_STREAMS + " live streams");
        }
        return ApiResponse.stream(new FrameStream(journal, cluster, id, duration, nanoTime, after));
    }

    private ApiResponse list(ChargePointId id, JournalPosition after, int limit) throws InterruptedException {
        ClusterFrames.Found found = cluster.find(id, after, limit + 1);
        JsonArray items = new JsonArray();
        found.lines().stream()
                .limit(limit)
                .filter(line -> line.kind() != JournalLine.Kind.SESSION)
                .forEach(line -> items.add(JsonParser.parseString(line.json())));
        JsonObject page = new JsonObject();
        page.add("items", items);
        if (found.lines().size() > limit) {
            page.addProperty("next", found.lines().get(limit - 1).position().toString());
        }
        return ApiResponse.ok(page).withMissing(found.missing());
    }

    private static @Nullable JournalPosition position(String name, @Nullable String text) throws ApiProblem {
        return text == null
                ? null
                : JournalPosition.parse(text)
                        .orElseThrow(() -> ApiProblem.badRequest(name + " is not an id of a frame"));
    }
}
