package org.ocppgateway.gateway.api;

import com.google.gson.JsonObject;
import java.util.List;
import org.ocppgateway.protocol.PodId;

/** {@code GET /audit}: the latest changing calls that this pod answered. */
public final class AuditApi {
    private final PodId pod;
    private final AuditLog log;

    public AuditApi(PodId pod, AuditLog log) {
        this.pod = pod;
        this.log = log;
    }

    public List<ApiRoute> routes() {
        return List.of(new ApiRoute("GET", "/audit", this::list));
    }

    private ApiResponse list(ApiRequest request) throws ApiProblem {
        return ApiResponse.list(
                log.latest(request.limit()).stream().map(this::json).toList());
    }

    private JsonObject json(AuditLog.Entry entry) {
        JsonObject item = new JsonObject();
        item.addProperty("time", entry.time().toString());
        item.addProperty("pod", pod.value());
        item.addProperty("caller", entry.caller());
        item.addProperty("method", entry.method());
        item.addProperty("path", entry.path());
        item.addProperty("status", entry.status());
        return item;
    }
}
