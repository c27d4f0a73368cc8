package org.ocppgateway.ops.ctl;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ops/ctl drain}. */
@Command(
        name = "drain",
        description = "Moves the charge points of a pod to other pods, at a limited rate. The pod stays not ready until"
                + " --end or a restart.")
final class DrainCommand extends ApiCommand {
    private static final Duration WAIT = Duration.ofSeconds(15);

    @Parameters(paramLabel = "POD", description = "name of the pod")
    private String pod = "";

    @Option(names = "--rate", paramLabel = "N", description = "charge points per second (default: the gateway's)")
    private @Nullable Integer rate;

    @Option(names = "--deadline", paramLabel = "TIME", description = "end of the drain (default: the gateway's)")
    private @Nullable String deadline;

    @Option(names = "--end", description = "ends the drain; the pod becomes ready again")
    private boolean end;

    @Override
    int run(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
        String path = "/pods/" + Text.segment(pod) + "/drain";
        JsonObject answer = end
                ? api.exchange("DELETE", path, null, Map.of(), WAIT)
                : api.exchange("POST", path, body(), Map.of(), WAIT);
        if (json()) {
            print(answer);
        } else {
            out().println(end ? "The drain of " + pod + " has ended." : "Draining " + pod + "; see ops/ctl pods.");
        }
        return 0;
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
}
