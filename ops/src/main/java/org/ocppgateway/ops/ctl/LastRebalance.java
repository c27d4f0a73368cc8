package org.ocppgateway.ops.ctl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The rebalance that is running, or else the last one that ended, as a line of text. */
final class LastRebalance {
    private static final String MEMBER = "lastRebalance";
    private static final Comparator<JsonObject> BY_TIME =
            Comparator.comparing(LastRebalance::isRunning).thenComparing(pod -> Instant.parse(value(pod, "since")));

    private LastRebalance() {}

    /**
     * Returns the line; empty if no pod has conducted a rebalance since it started.
     *
     * @param pods items of {@code GET /pods}
     */
    static Optional<String> line(JsonArray pods, Instant now) {
        return StreamSupport.stream(pods.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(pod -> pod.get(MEMBER) instanceof JsonObject)
                .max(BY_TIME)
                .map(pod -> Text.printable(line(pod, now)));
    }

    private static String line(JsonObject pod, Instant now) {
        String name = Text.of(pod, "pod");
        String age = Text.age(value(pod, "since"), now);
        return isRunning(pod)
                ? "Rebalance by " + name + ", running for " + age + ": " + value(pod, "excess")
                        + " connections above the average."
                : "Last rebalance by " + name + ", ended " + age + " ago: " + ending(value(pod, "state")) + ".";
    }

    private static String ending(String state) {
        return switch (state) {
            case "even" -> "the pods are even";
            case "uneven" -> "the pods stay uneven, charge points connect to the same pods again";
            case "aborted" -> "aborted, charge points did not return or Redis was not available";
            case "cancelled" -> "cancelled by an operator";
            default -> state;
        };
    }

    private static boolean isRunning(JsonObject pod) {
        return value(pod, "state").equals("running");
    }

    private static String value(JsonObject pod, String name) {
        return Text.of(pod.getAsJsonObject(MEMBER), name);
    }
}
