package org.ocppgateway.ops.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code ops/ctl credentials import}. */
@Command(
        name = "import",
        description =
                "Creates or replaces many entries: one JSON object a line, with the fields of the API and the member id."
                        + " Continues after a line that is refused; the exit status is 0 if all lines were stored.",
        footer = {
            "",
            "A line:",
            "  {\"id\":\"CP-001\",\"profile\":2,\"password\":\"0123456789abcdef\"}",
            "Files of ops/ctl credentials export are such files, with hashes in the place of passwords."
        })
final class CredentialsImportCommand extends ApiCommand {
    @Parameters(paramLabel = "FILE", arity = "0..1", description = "file to read (default: standard input)")
    private @Nullable Path file;

    private int stored;
    private int refused;

    @Override
    int run(ApiClient api) throws ApiException, NoAnswerException, IOException, InterruptedException {
        ImportBatch batch = new ImportBatch();
        try (BufferedReader lines = file == null
                ? new BufferedReader(new InputStreamReader(System.in, UTF_8))
                : Files.newBufferedReader(file, UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                JsonObject entry = line.isBlank() ? null : parse(line);
                if (entry == null && !line.isBlank()) {
                    // The line may contain a password, so it is not printed.
                    refuse("line " + number + ": not a JSON object with a member id");
                } else if (entry != null && entry.has("password")) {
                    put(api, entry);
                } else if (entry != null) {
                    batch.add(entry);
                }
                if (batch.isFull()) {
                    send(api, batch);
                }
            }
            send(api, batch);
        } finally {
            out().println("Stored " + stored + ", refused " + refused + ".");
        }
        return refused == 0 ? 0 : Main.FAILED;
    }

    private void refuse(String problem) {
        refused++;
        warn(problem);
    }

    /** Stores an entry whose password the gateway has to hash. */
    private void put(ApiClient api, JsonObject entry) throws NoAnswerException, InterruptedException {
        String id = entry.remove("id").getAsString();
        try {
            api.exchange("PUT", CredentialsCommand.path(id), entry, Map.of(), CredentialsCommand.WAIT);
            stored++;
        } catch (ApiException e) {
            refuse(id + ": " + e.getMessage());
        }
    }

    private void send(ApiClient api, ImportBatch batch) throws ApiException, NoAnswerException, InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        JsonObject answer =
                api.exchange("POST", "/credentials/import", batch.take(), Map.of(), CredentialsCommand.WAIT);
        stored += answer.get("imported").getAsInt();
        for (JsonElement element : answer.getAsJsonArray("refused")) {
            JsonObject refusal = element.getAsJsonObject();
            refuse(Text.of(refusal, "id") + ": " + Text.of(refusal, "reason"));
        }
    }

    private static @Nullable JsonObject parse(String line) {
        try {
            return JsonParser.parseString(line) instanceof JsonObject entry
                            && entry.get("id") instanceof JsonElement id
                            && id.isJsonPrimitive()
                    ? entry
                    : null;
        } catch (JsonParseException e) {
            return null;
        }
    }
}
