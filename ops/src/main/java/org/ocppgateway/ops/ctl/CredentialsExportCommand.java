package org.ocppgateway.ops.ctl;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** The command {@code ops/ctl credentials export}. */
@Command(
        name = "export",
        description =
                "Prints all entries in Redis, one JSON object a line, with the hashes of their passwords: the backup for"
                        + " ops/ctl credentials import. Needs a token with the role write. Keep the file secret.")
final class CredentialsExportCommand extends ApiCommand {
    private static final int PAGE = 1_000;

    @Override
    int run(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
        int status = 0;
        String after = null;
        do {
            Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
            parameters.put("hashes", true);
            parameters.put("limit", PAGE);
            parameters.put("after", after);
            JsonObject page = api.get(Text.query("/credentials", parameters));
            Text.items(page).forEach(out()::println);
            if (page.has("unreadable")) {
                warn("entries that cannot be read are left out: " + Text.of(page, "unreadable"));
                status = Main.FAILED;
            }
            after = page.has("next") ? Text.of(page, "next") : null;
        } while (after != null && !out().checkError());
        return status;
    }
}
