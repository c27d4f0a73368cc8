package org.ocppgateway.ops.ctl;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ops/ctl send}. */
@Command(
        name = "send",
        description =
                "Sends a command to a charge point and prints its result. The exit status is 0 if the charge point"
                        + " completed it.",
        footer = {
            "",
            "Examples:",
            "  ops/ctl send CP-001 remote.start '{\"evseId\":1,\"idToken\":\"TAG1\"}'",
            "  ops/ctl send CP-001 reset '{\"type\":\"Soft\"}' --wait 60",
            "  ops/ctl send CP-001 ocpp.call '{\"action\":\"ClearCache\",\"payload\":{}}'"
        })
final class SendCommand extends ApiCommand {
    private static final int MAX_WAIT = 120;
    private static final Duration MARGIN = Duration.ofSeconds(10);

    @Parameters(index = "0", paramLabel = "ID", description = "identity of the charge point")
    private String id = "";

    @Parameters(index = "1", paramLabel = "TYPE", description = "for example remote.start, reset, get.configuration")
    private String type = "";

    @Parameters(
            index = "2",
            paramLabel = "DATA",
            arity = "0..1",
            description = "fields of the command, as JSON (default: none)")
    private String data = "{}";

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "time to wait for the result, at most " + MAX_WAIT + "; 0 prints the command id at once"
                    + " (default: ${DEFAULT-VALUE})")
    private int wait = 30;

    @Option(names = "--valid", paramLabel = "SECONDS", description = "validity of the command (default: the gateway's)")
    private @Nullable Integer valid;

    @Option(names = "--urgent", description = "overtakes normal commands of this charge point")
    private boolean urgent;

    @Option(names = "--resend", description = "may be sent again if it is unknown whether it arrived")
    private boolean resend;

    @Option(
            names = "--command-id",
            paramLabel = "COMMAND-ID",
            description = "the same id again gives the stored result and sends nothing (default: a new one)")
    private @Nullable String commandId;

    @Override
    int run(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
        if (wait < 0 || wait > MAX_WAIT) {
            throw usage("--wait must be 0 to " + MAX_WAIT);
        }
        String key = commandId == null ? UUID.randomUUID().toString() : commandId;
        Map<String, String> headers =
                Map.of("Idempotency-Key", key, "Prefer", wait == 0 ? "respond-async" : "wait=" + wait);
        JsonObject answer = api.exchange(
                "POST",
                "/charge-points/" + Text.segment(id) + "/commands",
                command(),
                headers,
                Duration.ofSeconds(wait).plus(MARGIN));
        JsonElement result = answer.get("result");
        print(result instanceof JsonObject ? result : answer);
        return status(result instanceof JsonObject nested ? nested : answer);
    }

    private JsonObject command() {
        JsonObject command = new JsonObject();
        command.addProperty("type", type);
        command.add("data", object("DATA", data));
        if (urgent) {
            command.addProperty("priority", "urgent");
        }
        if (resend) {
            command.addProperty("resend", true);
        }
        if (valid != null) {
            command.addProperty("expiresAt", Instant.now().plusSeconds(valid).toString());
        }
        return command;
    }

    private int status(JsonObject answer) {
        String outcome = Text.of(answer, "outcome");
        if (outcome.isEmpty() && wait > 0) {
            warn("the command has not ended yet; see ops/ctl outcome " + Text.of(answer, "commandId"));
        }
        return outcome.equals("completed") || (outcome.isEmpty() && wait == 0) ? 0 : Main.FAILED;
    }
}
