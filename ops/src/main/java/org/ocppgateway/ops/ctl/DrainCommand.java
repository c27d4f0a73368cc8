package org.ocppgateway.ops.ctl;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ops/ctl drain}. */
@Command(
        name = "drain",
        description =
                "Moves the charge points of a pod to other pods, at a limited rate, and shows the progress. The pod"
                        + " stays not ready until --cancel or a restart.")
final class DrainCommand extends ApiCommand {
    private static final Duration WAIT = Duration.ofSeconds(15);
    private static final long POLL_INTERVAL_SECONDS = 1;

    @Parameters(paramLabel = "POD", description = "name of the pod")
    private String pod = "";

    @Option(names = "--rate", paramLabel = "N", description = "charge points per second (default: the gateway's)")
    private @Nullable Integer rate;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            description = "when the last charge point leaves, like 2026-11-30T12:00:00Z (default: as late as the rate"
                    + " requires)")
    private @Nullable String deadline;

    @Option(names = "--no-wait", description = "returns at once")
    private boolean noWait;

    @Option(names = "--cancel", description = "ends the drain; the pod becomes ready again")
    private boolean cancel;

    @Override
    int run(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
        String path = "/pods/" + Text.segment(pod) + "/drain";
        JsonObject answer = cancel
                ? api.exchange("DELETE", path, null, Map.of(), WAIT)
                : api.exchange("POST", path, body(), Map.of(), WAIT);
        if (cancel || noWait) {
            print(answer, cancel ? pod + " does not drain." : "Draining " + pod + "; see ops/ctl pods.");
            return 0;
        }
        return follow(api, answer);
    }

    private JsonObject body() {
        JsonObject body = new JsonObject();
        if (rate != null) {
            body.addProperty("ratePerSecond", rate);
        }
        if (deadline != null) {
            body.addProperty("deadline", deadline);
        }
        return body;
    }

    /** Shows the progress until no charge point is left; 1 if the drain was cancelled or the pod has ended. */
    private int follow(ApiClient api, JsonObject begun) throws ApiException, NoAnswerException, InterruptedException {
        JsonObject facts = begun;
        String shown = "";
        while (facts != null && facts.get("drain") instanceof JsonObject drain) {
            String line = line(drain);
            if (!json() && !line.equals(shown)) {
                out().println(line);
                out().flush();
            }
            if (Text.of(drain, "state").equals("drained")) {
                print(facts, pod + " is drained and stays not ready until --cancel or a restart.");
                return 0;
            }
            shown = line;
            TimeUnit.SECONDS.sleep(POLL_INTERVAL_SECONDS);
            facts = find(api);
        }
        warn(facts == null ? "no answer of " + pod + " any more" : "the drain of " + pod + " was cancelled");
        return 1;
    }

    private static String line(JsonObject drain) {
        String rest = Text.of(drain, "remaining") + " connections left, " + Text.of(drain, "ratePerSecond")
                + " leave per second, until " + Text.of(drain, "deadline") + " at the latest";
        return Text.of(drain, "state").equals("waiting") ? "waiting for the load balancer: " + rest : rest;
    }

    private @Nullable JsonObject find(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
        JsonObject pods = api.exchange("GET", "/pods?limit=1000", null, Map.of(), WAIT);
        for (JsonElement item : pods.getAsJsonArray("items")) {
            if (item instanceof JsonObject facts && Text.of(facts, "pod").equals(pod)) {
                return facts;
            }
        }
        return null;
    }

    private void print(JsonObject answer, String text) {
        if (json()) {
            print(answer);
        } else {
            out().println(text);
        }
    }
}
