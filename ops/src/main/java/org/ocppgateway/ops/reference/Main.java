package org.ocppgateway.ops.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code ops/reference}: writes the generated reference pages to {@code ops/docs}. */
@Command(
        name = "ops/reference",
        mixinStandardHelpOptions = true,
        description =
                "Generates the reference pages of the gateway's configuration, metrics and log events from the code.")
public final class Main implements Callable<Integer> {
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Path folder = ProjectFiles.file(ReferencePages.FOLDER);
        for (Map.Entry<String, String> page : ReferencePages.all().entrySet()) {
            Files.writeString(folder.resolve(page.getKey()), page.getValue());
            System.out.println("Wrote " + folder.resolve(page.getKey()));
        }
        return 0;
    }
}
