package org.ocppgateway.ops.ctl;

import java.time.Duration;
import org.ocppgateway.ops.options.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code ops/ctl credentials}. */
@Command(
        name = "credentials",
        subcommands = {
            CredentialCommands.Get.class,
            CredentialCommands.Delete.class,
            CredentialCommands.Rotate.class,
            CredentialsPutCommand.class,
            CredentialsImportCommand.class,
            CredentialsExportCommand.class
        },
        description = "Reads and changes the credentials of charge points.")
final class CredentialsCommand implements Runnable {
    static final Duration WAIT = Duration.ofSeconds(15);

    @Mixin
    final HelpOption help = new HelpOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    static String path(String id) {
        return "/credentials/" + Text.segment(id);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
