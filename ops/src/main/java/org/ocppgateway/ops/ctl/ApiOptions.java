package org.ocppgateway.ops.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.options.HelpOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command: the address of the gateway, how the caller proves its identity, and the form of the output. */
final class ApiOptions {
    private static final String TOKEN_VARIABLE = "OCPP_GATEWAY_TOKEN";

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:OCPP_GATEWAY_URL:-http://127.0.0.1:8081}",
            description = "admin port of any pod (default: $OCPP_GATEWAY_URL, or http://127.0.0.1:8081)")
    private URI url = URI.create("http://127.0.0.1:8081");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "file with the API token (default: the token in $" + TOKEN_VARIABLE + ")")
    private @Nullable Path tokenFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "trusted certificates in PEM, for an https URL (default: those of Java)")
    private @Nullable Path authorities;

    @Option(names = "--json", description = "print the answer as JSON, for programs")
    private boolean json;

    @Mixin
    final HelpOption help = new HelpOption();

    boolean json() {
        return json;
    }

    ApiClient client() throws IOException {
        return new ApiClient(url, token(), authorities);
    }

    private @Nullable String token() throws IOException {
        String token = tokenFile == null ? System.getenv(TOKEN_VARIABLE) : Files.readString(tokenFile, UTF_8);
        return token == null || token.isBlank() ? null : token.strip();
    }
}
