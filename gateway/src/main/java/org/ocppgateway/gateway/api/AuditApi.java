package org.ocppgateway.gateway.api;

import com.google.gson.JsonObject;
import java.util.List;
import org.ocppgateway.routing.audit.AuditRecord;

/** {@code GET /audit}: changing calls that any pod answered, the latest first. */
public final class AuditApi {
    private final AuditLog log;

    public AuditApi(AuditLog log) {
        this.log = log;
    }

    public List<ApiRoute> routes() {
        return List.of(new ApiRoute("GET", "/audit", this::list));
    }

    private ApiResponse list(ApiRequest request) throws ApiProblem, InterruptedException {
        int limit = request.limit();
        AuditLog.Page page = log.page(request.after(), limit + 1);
        ApiResponse response =
                ApiResponse.page(page.records().stream().map(AuditApi::json).toList(), limit, "auditId");
        return page.complete()
                ? response
                : response.withMissing(List.of(MissingPart.redis("only unstored calls of this pod are listed")));
    }

    private static JsonObject json(AuditRecord each) {
        JsonObject item = new JsonObject();
        item.addProperty("auditId", each.id());
        item.addProperty("time", each.time().toString());
        item.addProperty("pod", each.pod().value());
        item.addProperty("caller", each.caller());
        item.addProperty("method", each.method());
        item.addProperty("path", each.path());
        item.addProperty("status", each.status());
        return item;
    }
}
