package org.ocppgateway.ops.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ops/ctl credentials put}. */
@Command(
        name = "put",
        description =
                "Creates or replaces the credential entry of a charge point. Without --password the present password"
                        + " stays.",
        footer = {
            "",
            "Examples:",
            "  ops/ctl credentials put CP-001 --profile 2 --password-stdin < key.txt",
            "  ops/ctl credentials put CP-001 --profile 2 --blocked"
        })
final class CredentialsPutCommand extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "identity of the charge point")
    private String id = "";

    @Option(names = "--profile", paramLabel = "0..3", required = true, description = "security profile")
    private int profile;

    @ArgGroup
    private @Nullable Origin origin;

    /** Where the password comes from. */
    static final class Origin {
        @Option(names = "--password", description = "asks for the password on the terminal")
        private boolean typed;

        @Option(names = "--password-stdin", description = "reads the password from the first line of standard input")
        private boolean piped;
    }

    @Option(names = "--certificate-subject", paramLabel = "SUBJECT", description = "CN or whole DN of the certificate")
    private @Nullable String certificateSubject;

    @Option(names = "--blocked", description = "the charge point may not connect")
    private boolean blocked;

    @Option(names = "--allow-downgrade", description = "the profile may go from 3 to 2")
    private boolean allowDowngrade;

    @Override
    int run(ApiClient api) throws ApiException, NoAnswerException, IOException, InterruptedException {
        JsonObject entry = new JsonObject();
        entry.addProperty("profile", profile);
        if (origin != null) {
            entry.addProperty("password", origin.piped ? pipedPassword() : typedPassword());
        }
        if (certificateSubject != null) {
            entry.addProperty("certificateSubject", certificateSubject);
        }
        entry.addProperty("blocked", blocked);
        entry.addProperty("allowDowngrade", allowDowngrade);
        print(api.exchange("PUT", CredentialsCommand.path(id), entry, Map.of(), CredentialsCommand.WAIT));
        return 0;
    }

    private static String typedPassword() throws IOException {
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("Password: ");
        if (typed == null || typed.length == 0) {
            throw new IOException("no password was typed; without a terminal use --password-stdin");
        }
        return new String(typed);
    }

    private static String pipedPassword() throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        String line = input.readLine();
        if (line == null || line.isEmpty()) {
            throw new IOException("standard input has no password");
        }
        return line;
    }
}
