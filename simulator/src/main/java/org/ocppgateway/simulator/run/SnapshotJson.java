package org.ocppgateway.simulator.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.measure.ActionStats;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.measure.FleetSnapshot;
import org.ocppgateway.simulator.measure.FleetStats;

/**
 * Serializes snapshots between processes of the same build. Contains complete histograms, so that percentiles of the
 * sum are exact.
 */
final class SnapshotJson {
    private SnapshotJson() {}

    static JsonObject write(FleetSnapshot snapshot) {
        JsonObject versions = new JsonObject();
        snapshot.versions().forEach((version, stats) -> versions.add(version.name(), write(stats)));
        JsonObject json = new JsonObject();
        json.add("versions", versions);
        json.add("troublemakers", write(snapshot.troublemakers()));
        json.addProperty("recent", write(snapshot.recent()));
        return json;
    }

    static FleetSnapshot read(JsonObject json) {
        Map<OcppVersion, FleetStats> versions = new EnumMap<>(OcppVersion.class);
        for (Map.Entry<String, JsonElement> entry :
                json.getAsJsonObject("versions").entrySet()) {
            versions.put(
                    OcppVersion.valueOf(entry.getKey()),
                    readStats(entry.getValue().getAsJsonObject()));
        }
        return new FleetSnapshot(
                versions, readStats(json.getAsJsonObject("troublemakers")), readHistogram(json.get("recent")));
    }

    private static JsonObject write(FleetStats stats) {
        JsonObject counts = new JsonObject();
        stats.counts().forEach((count, value) -> counts.addProperty(count.name(), value));
        JsonObject actions = new JsonObject();
        stats.actions().forEach((action, each) -> actions.add(action.name(), write(each)));
        JsonObject json = new JsonObject();
        json.add("counts", counts);
        json.add("actions", actions);
        json.add("failures", write(stats.failures()));
        json.add("closings", write(stats.closings()));
        json.addProperty("reconnects", write(stats.reconnects()));
        return json;
    }

    private static FleetStats readStats(JsonObject json) {
        Map<FleetCount, Long> counts = new EnumMap<>(FleetCount.class);
        readLabels(json.getAsJsonObject("counts"))
                .forEach((name, value) -> counts.put(FleetCount.valueOf(name), value));
        Map<Action, ActionStats> actions = new TreeMap<>(Comparator.comparing(Action::name));
        json.getAsJsonObject("actions")
                .entrySet()
                .forEach(entry -> actions.put(
                        new Action(entry.getKey()), readAction(entry.getValue().getAsJsonObject())));
        return new FleetStats(
                counts,
                actions,
                readLabels(json.getAsJsonObject("failures")),
                readLabels(json.getAsJsonObject("closings")),
                readHistogram(json.get("reconnects")));
    }

    private static JsonObject write(ActionStats action) {
        JsonObject json = new JsonObject();
        json.addProperty("sent", action.sent());
        json.addProperty("answered", action.answered());
        json.addProperty("refused", action.refused());
        json.addProperty("unanswered", action.unanswered());
        json.addProperty("lost", action.lost());
        json.addProperty("latencies", write(action.latencies()));
        json.addProperty("responseTimes", write(action.responseTimes()));
        return json;
    }

    private static ActionStats readAction(JsonObject json) {
        return new ActionStats(
                json.get("sent").getAsLong(),
                json.get("answered").getAsLong(),
                json.get("refused").getAsLong(),
                json.get("unanswered").getAsLong(),
                json.get("lost").getAsLong(),
                readHistogram(json.get("latencies")),
                readHistogram(json.get("responseTimes")));
    }

    private static JsonObject write(Map<String, Long> labels) {
        JsonObject json = new JsonObject();
        labels.forEach(json::addProperty);
        return json;
    }

    private static Map<String, Long> readLabels(JsonObject json) {
        Map<String, Long> labels = new TreeMap<>();
        json.entrySet()
                .forEach(entry -> labels.put(entry.getKey(), entry.getValue().getAsLong()));
        return labels;
    }

    private static String write(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    private static Histogram readHistogram(JsonElement text) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text.getAsString())), 0);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not a histogram", e);
        }
    }
}
