package org.ocppgateway.ops.ctl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ops/ctl rebalance}. */
@Command(
        name = "rebalance",
        description =
                "Evens out the connections of the pods: pods with too many let the excess leave, at a limited rate. It"
                        + " continues on the gateway until the pods are even, or --cancel.")
final class RebalanceCommand extends ApiCommand {
    private static final Duration WAIT = Duration.ofSeconds(15);

    @Option(
            names = "--spread",
            paramLabel = "PERCENT",
            description = "permitted difference from the average (default: the gateway's)")
    private @Nullable Integer spread;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "charge points per second and pod (default: the gateway's)")
    private @Nullable Integer rate;

    @Option(names = "--cancel", description = "ends the rebalance that is running")
    private boolean cancel;

    @Override
    int run(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
        return cancel ? cancel(api) : start(api);
    }

    private int cancel(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
        JsonObject answer = api.exchange("DELETE", "/rebalance", null, Map.of(), WAIT);
        if (json()) {
            print(answer);
        } else {
            out().println(
                            answer.get("cancelled").getAsBoolean()
                                    ? "The rebalance is cancelled."
                                    : "No rebalance was running.");
        }
        return 0;
    }

    private int start(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
        JsonObject body = new JsonObject();
        if (spread != null) {
            body.addProperty("spreadPercent", spread);
        }
        if (rate != null) {
            body.addProperty("ratePerSecond", rate);
        }
        JsonObject answer = api.exchange("POST", "/rebalance", body, Map.of(), WAIT);
        if (json()) {
            print(answer);
            return 0;
        }
        JsonArray pods = answer.getAsJsonArray("pods");
        if (pods.isEmpty()) {
            out().println("The pods are even within " + Text.of(answer, "spreadPercent") + " %.");
            return 0;
        }
        for (JsonElement pod : pods) {
            out().println(Text.of(pod.getAsJsonObject(), "pod") + " has "
                    + Text.of(pod.getAsJsonObject(), "connections") + " connections, "
                    + Text.of(pod.getAsJsonObject(), "excess") + " too many.");
        }
        out().println("They leave at " + Text.of(answer, "ratePerSecond") + " per second and pod; see ops/ctl pods.");
        return 0;
    }
}
