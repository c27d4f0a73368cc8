package org.ocppgateway.routing.redis;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;
import org.ocppgateway.routing.refusal.RefusalGroup;
import org.ocppgateway.routing.refusal.RefusalStage;
import org.ocppgateway.routing.refusal.RefusalSummary;

/** A summary of refusals as a field of a Redis hash: the time of the last refusal in ms, a blank, and a JSON object without line breaks. */
final class RefusalSummaryText {
    private static final EventLog LOG = EventLog.of(RefusalSummaryText.class);

    private RefusalSummaryText() {}

    /** The name of the field: what a later summary has in common with the one that it replaces. */
    static String field(RefusalSummary summary) {
        RefusalGroup group = summary.group();
        return String.join(
                "|",
                group.stage().label(),
                group.reason(),
                group.address(),
                summary.pod().value(),
                Long.toString(summary.first().toEpochMilli()));
    }

    static String write(RefusalSummary summary) {
        RefusalGroup group = summary.group();
        JsonObject json = new JsonObject();
        json.addProperty("pod", summary.pod().value());
        json.addProperty("address", group.address());
        json.addProperty("chargePointId", group.chargePointId());
        json.addProperty("stage", group.stage().label());
        json.addProperty("reason", group.reason());
        json.addProperty("first", summary.first().toString());
        json.addProperty("last", summary.last().toString());
        json.addProperty("count", summary.count());
        json.addProperty("details", summary.details());
        json.addProperty("suggestion", summary.suggestion());
        return summary.last().toEpochMilli() + " " + json;
    }

    /** Empty, with a line in the log, if the text is of a release that writes something else. */
    static Optional<RefusalSummary> read(String text) {
        try {
            JsonObject json = JsonParser.parseString(text.substring(text.indexOf(' ') + 1))
                    .getAsJsonObject();
            RefusalGroup group = new RefusalGroup(
                    required(json, "address"),
                    optional(json, "chargePointId"),
                    RefusalStage.ofLabel(required(json, "stage")),
                    required(json, "reason"));
            return Optional.of(new RefusalSummary(
                    group,
                    new PodId(required(json, "pod")),
                    Instant.parse(required(json, "first")),
                    Instant.parse(required(json, "last")),
                    Long.parseLong(required(json, "count")),
                    optional(json, "details"),
                    optional(json, "suggestion")));
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException | DateTimeException e) {
            LOG.log(RoutingLogEvent.REDIS_REFUSAL_SUMMARY_INVALID, e.getMessage());
            return Optional.empty();
        }
    }

    private static String required(JsonObject json, String name) {
        String value = optional(json, name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static @Nullable String optional(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value == null || !value.isJsonPrimitive() ? null : value.getAsString();
    }
}
