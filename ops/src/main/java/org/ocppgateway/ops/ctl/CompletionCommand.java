package org.ocppgateway.ops.ctl;

import java.util.concurrent.Callable;
import org.ocppgateway.ops.options.HelpOption;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code ops/ctl completion}. */
@Command(
        name = "completion",
        description = "Prints a script for bash and zsh that completes commands and options of ctl.",
        footer = {"", "Use it in this shell:", "  source <(ops/ctl completion)"})
final class CompletionCommand implements Callable<Integer> {
    /** The shells look up completions by the last segment of the command's path. */
    private static final String NAME = "ctl";

    @Mixin
    final HelpOption help = new HelpOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(AutoComplete.bash(NAME, Main.commandLine()));
        return 0;
    }
}
