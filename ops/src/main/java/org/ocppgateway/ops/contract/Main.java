package org.ocppgateway.ops.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.protocol.contract.ContractDocuments;
import org.ocppgateway.protocol.model.UnifiedModel;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ops/contract}: writes the documents of the contract with backends to {@code ops/docs/contract}. */
@Command(
        name = "ops/contract",
        mixinStandardHelpOptions = true,
        description =
                "Generates the JSON Schemas, the AsyncAPI document and the reference page of the contract with backends from"
                        + " the dictionaries of the unified model.")
public final class Main implements Callable<Integer> {
    @Option(
            names = "--freeze",
            description =
                    "also store the schemas as those of a released contract version, which later changes must not break")
    private boolean freeze;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Path folder = ProjectFiles.file(ContractDocuments.FOLDER);
        Map<String, String> documents = ContractDocuments.all();
        write(documents, folder);
        System.out.println("Wrote " + String.join(", ", documents.keySet()) + " to " + folder);
        return freeze ? freeze(folder.resolve("v" + UnifiedModel.CONTRACT_VERSION)) : 0;
    }

    private static int freeze(Path folder) throws IOException {
        if (Files.exists(folder)) {
            System.err.println(
                    folder + " already exists, and a released version never changes. If a change breaks existing"
                            + " backends, raise UnifiedModel.CONTRACT_VERSION. Other changes need no new frozen version.");
            return 1;
        }
        Files.createDirectories(folder);
        write(ContractDocuments.schemas(), folder);
        System.out.println("Stored the schemas in " + folder);
        return 0;
    }

    private static void write(Map<String, String> documents, Path folder) throws IOException {
        for (Map.Entry<String, String> document : documents.entrySet()) {
            Files.writeString(folder.resolve(document.getKey()), document.getValue());
        }
    }
}
