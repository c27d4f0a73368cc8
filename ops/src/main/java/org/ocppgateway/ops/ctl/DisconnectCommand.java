package org.ocppgateway.ops.ctl;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code ops/ctl disconnect}. */
@Command(
        name = "disconnect",
        description =
                "Ends the session of a charge point after its outstanding calls. The charge point connects again.")
final class DisconnectCommand extends ApiCommand {
    private static final Duration WAIT = Duration.ofSeconds(45);

    @Parameters(paramLabel = "ID", description = "identity of the charge point")
    private String id = "";

    @Override
    int run(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
        JsonObject answer = api.exchange(
                "POST", "/charge-points/" + Text.segment(id) + "/disconnect", new JsonObject(), Map.of(), WAIT);
        if (json()) {
            print(answer);
        } else {
            out().println("Disconnected " + id + ".");
        }
        return 0;
    }
}
