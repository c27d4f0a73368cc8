package org.ocppgateway.ops.ctl;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The commands of {@code ops/ctl credentials} that need only an identity. */
final class CredentialCommands {
    /** The gateway waits up to 42 s for the charge point. */
    private static final Duration ROTATION = Duration.ofSeconds(60);

    private CredentialCommands() {}

    /** The command {@code ops/ctl credentials get}. */
    @Command(name = "get", description = "Prints the credential entry of a charge point, without its password.")
    static final class Get extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "identity of the charge point")
        private String id = "";

        @Override
        int run(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
            print(api.get(CredentialsCommand.path(id)));
            return 0;
        }
    }

    /** The command {@code ops/ctl credentials delete}. */
    @Command(name = "delete", description = "Deletes the credential entry and the last profile of a charge point.")
    static final class Delete extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "identity of the charge point")
        private String id = "";

        @Override
        int run(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
            api.exchange("DELETE", CredentialsCommand.path(id), null, Map.of(), CredentialsCommand.WAIT);
            return 0;
        }
    }

    /** The command {@code ops/ctl credentials rotate}. */
    @Command(
            name = "rotate",
            description =
                    "Makes a new password and sets it on the connected charge point. The exit status is 0 if the charge"
                            + " point has it.")
    static final class Rotate extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "identity of the charge point")
        private String id = "";

        @Override
        int run(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
            JsonObject answer =
                    api.exchange("POST", CredentialsCommand.path(id) + "/rotate", new JsonObject(), Map.of(), ROTATION);
            print(answer);
            return Text.of(answer, "outcome").equals("rotated") ? 0 : Main.FAILED;
        }
    }
}
