package org.ocppgateway.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.audit.AuditRecord;

class AuditLogTest {
    private final TestAuditStore store = new TestAuditStore();
    private Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private final AuditLog first = log("gateway-0");
    private final AuditLog second = log("gateway-1");

    private AuditLog log(String pod) {
        return new AuditLog(new PodId(pod), store, () -> now, new PrometheusRegistry());
    }

    private void call(AuditLog log, String path) {
        now = now.plusMillis(1);
        log.record("ops", "PUT", path, 200);
    }

    private static List<String> paths(AuditLog.Page page) {
        return page.records().stream().map(AuditRecord::path).toList();
    }

    @Test
    void everyPodListsTheCallsOfAllPodsTheLatestFirst() throws Exception {
        call(first, "/a");
        call(second, "/b");
        call(first, "/c");
        assertEquals(List.of("/c", "/b", "/a"), paths(second.page(null, 10)));
        assertEquals(List.of("/c", "/b", "/a"), paths(log("gateway-2").page(null, 10)), "a pod that answered none");
    }

    @Test
    void callsOfAnOutageAreListedByTheirPodAndStoredAfterIt() throws Exception {
        store.out.set(true);
        call(first, "/a");
        assertEquals(List.of("/a"), paths(first.page(null, 10)));
        assertFalse(first.page(null, 10).complete());
        store.out.set(false);
        assertEquals(List.of(), paths(second.page(null, 10)));
        call(first, "/b");
        assertEquals(List.of("/b", "/a"), paths(second.page(null, 10)));
        assertTrue(second.page(null, 10).complete());
    }

    @Test
    void theThreadStoresCallsOfAnOutage() throws Exception {
        store.out.set(true);
        call(first, "/a");
        store.out.set(false);
        first.start(Duration.ofMillis(10));
        try {
            org.awaitility.Awaitility.await()
                    .until(() -> paths(second.page(null, 10)).equals(List.of("/a")));
        } finally {
            first.stop();
        }
    }

    @Test
    void theNumberOfUnstoredCallsIsLimited() throws Exception {
        store.out.set(true);
        for (int i = 0; i < 1010; i++) {
            call(first, "/" + i);
        }
        assertEquals(1000, first.page(null, 5000).records().size());
        assertEquals("/1009", paths(first.page(null, 1)).getFirst());
    }

    @Test
    void aPageEndsWithTheIdAfterWhichTheNextOneBegins() throws Exception {
        Stream.of("/a", "/b", "/c").forEach(path -> call(first, path));
        JsonObject page = list(Map.of("limit", "2"));
        assertEquals(List.of("/c", "/b"), paths(page));
        JsonObject last = list(Map.of("limit", "2", "after", page.get("next").getAsString()));
        assertEquals(List.of("/a"), paths(last));
        assertFalse(last.has("next"));
    }

    @Test
    void anIncompletePageSaysSo() throws Exception {
        store.out.set(true);
        assertEquals(
                "*",
                list(Map.of())
                        .getAsJsonArray("missing")
                        .get(0)
                        .getAsJsonObject()
                        .get("pod")
                        .getAsString());
    }

    private JsonObject list(Map<String, String> query) throws Exception {
        ApiRequest request =
                new ApiRequest(new ApiCaller("ops", ApiRole.READ), Map.of(), query, Map.of(), new JsonObject());
        JsonElement body = new AuditApi(first)
                .routes()
                .getFirst()
                .operation()
                .handle(request)
                .body();
        return (JsonObject) java.util.Objects.requireNonNull(body);
    }

    private static List<String> paths(JsonObject page) {
        return page.getAsJsonArray("items").asList().stream()
                .map(item -> item.getAsJsonObject().get("path").getAsString())
                .toList();
    }
}
