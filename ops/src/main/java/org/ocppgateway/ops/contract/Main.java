package org.ocppgateway.ops.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.protocol.model.UnifiedModel;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ops/contract}: writes the contract's documents. */
@Command(
        name = "ops/contract",
        mixinStandardHelpOptions = true,
        description =
                "Writes the JSON Schemas, the AsyncAPI document and the reference of the contract with backends, from the"
                        + " dictionaries of the unified model.")
public final class Main implements Callable<Integer> {
    @Option(
            names = "--freeze",
            description =
                    "also keep the schemas as those of a released version of the contract, which no later change may break")
    private boolean freeze;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Path folder = ProjectFiles.file(Documents.FOLDER);
        Map<String, String> documents = Documents.all();
        for (Map.Entry<String, String> document : documents.entrySet()) {
            Files.writeString(folder.resolve(document.getKey()), document.getValue());
        }
        System.out.println("Wrote " + String.join(", ", documents.keySet()) + " to " + folder);
        return freeze ? freeze(folder.resolve("v" + UnifiedModel.CONTRACT_VERSION)) : 0;
    }

    private static int freeze(Path folder) throws IOException {
        if (Files.exists(folder)) {
            System.err.println(
                    folder + " is there already: a released version never changes. For a change that breaks existing"
                            + " backends raise UnifiedModel.CONTRACT_VERSION; for any other there is nothing to freeze.");
            return 1;
        }
        Files.createDirectories(folder);
        for (RecordKind kind : RecordKind.values()) {
            Files.writeString(folder.resolve(kind.file()), Json.text(RecordSchema.of(kind)));
        }
        System.out.println("Froze the schemas in " + folder);
        return 0;
    }
}
