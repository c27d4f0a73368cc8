package org.ocppgateway.simulator.report;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Set;
import org.ocppgateway.simulator.scrape.GatewayMetrics;

/** Converts records to JSON objects without nesting: the fields of an inner record become fields of the object. */
final class FlatJson {
    private static final Gson GSON = new Gson();

    private FlatJson() {}

    static JsonObject of(GatewayMetrics metrics) {
        return flatten(GSON.toJsonTree(metrics).getAsJsonObject(), Set.of("process"));
    }

    static JsonObject of(RunTimeline.Point point) {
        JsonObject json = flatten(GSON.toJsonTree(point).getAsJsonObject(), Set.of("rates", "responseMillis"));
        if (point.gateways() != null) {
            json.add("gateways", of(point.gateways()));
        }
        return json;
    }

    private static JsonObject flatten(JsonObject nested, Set<String> inner) {
        JsonObject flat = new JsonObject();
        for (Map.Entry<String, JsonElement> field : nested.entrySet()) {
            if (inner.contains(field.getKey())) {
                field.getValue().getAsJsonObject().entrySet().forEach(each -> flat.add(each.getKey(), each.getValue()));
            } else {
                flat.add(field.getKey(), field.getValue());
            }
        }
        return flat;
    }
}
