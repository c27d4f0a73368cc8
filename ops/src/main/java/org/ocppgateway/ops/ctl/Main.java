package org.ocppgateway.ops.ctl;

import org.ocppgateway.ops.options.HelpOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code ops/ctl}. */
@Command(
        name = "ops/ctl",
        subcommands = {
            PsCommand.class,
            ShowCommand.class,
            SendCommand.class,
            OutcomeCommand.class,
            TapCommand.class,
            DisconnectCommand.class,
            SearchCommand.class,
            RefusalsCommand.class,
            PodsCommand.class,
            DrainCommand.class,
            RebalanceCommand.class,
            CredentialsCommand.class,
            BansCommand.class,
            AuditCommand.class,
            CompletionCommand.class
        },
        description = "The HTTP API of a gateway from the terminal. Any pod answers for the whole cluster.",
        footer = {
            "",
            "The token comes from OCPP_GATEWAY_TOKEN or --token-file, the address from OCPP_GATEWAY_URL or --url.",
            "",
            "Exit status: 0 done; 1 the gateway refused, or the command did not complete; 2 wrong usage; 3 no answer.",
            "",
            "Examples:",
            "  ops/ctl ps --vendor ABL --sort reconnects",
            "  ops/ctl show CP-001",
            "  ops/ctl send CP-001 remote.start '{\"evseId\":1,\"idToken\":\"TAG1\"}'",
            "  ops/ctl tap CP-001 --hide-meter-values",
            "  ops/ctl refusals --id CP-001 --json"
        })
public final class Main implements Runnable {
    static final int FAILED = 1;
    static final int NO_ANSWER = 3;

    @Mixin
    final HelpOption help = new HelpOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::report);
    }

    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        command.getErr().println("ops/ctl: " + Text.printable(message));
        return failure instanceof NoAnswerException ? NO_ANSWER : FAILED;
    }
}
