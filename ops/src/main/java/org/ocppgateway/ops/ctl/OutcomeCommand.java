package org.ocppgateway.ops.ctl;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code ops/ctl outcome}. */
@Command(name = "outcome", description = "Prints the state and the result of a command that was sent.")
final class OutcomeCommand extends ApiCommand {
    @Parameters(paramLabel = "COMMAND-ID", description = "id of the command")
    private String commandId = "";

    @Override
    int run(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
        print(api.get("/commands/" + Text.segment(commandId)));
        return 0;
    }
}
