package org.ocppgateway.ops.checks.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the configuration file of Schemathesis. */
final class FuzzerConfiguration {
    /** A command waits for its outcome for up to 30 s. Parameters: token, identities, share of requests with a known identity. */
    private static final String TEXT = """
            request-timeout = 60
            max-stream-events = 5

            [auth.openapi.token]
            bearer = "%s"

            [output.sanitization]
            enabled = false

            # A request that the document permits may still be refused, for example a command of another OCPP version.
            [checks.positive_data_acceptance]
            enabled = false

            # An empty parameter and a null member count as absent, and an import refuses each invalid item on its own.
            [checks.negative_data_rejection]
            enabled = false

            [dictionaries.identities]
            values = [%s]

            [dictionaries.pods]
            values = ["gateway-1", "no-such-pod"]

            [[operations]]
            include-path-regex = "^/charge-points/[{]id[}]"
            parameters = { "path.id" = { dictionary = "identities", probability = %s } }

            # Only another pod is drained: the run needs this one.
            [[operations]]
            include-path-regex = "^/pods/[{]pod[}]"
            parameters = { "path.pod" = { dictionary = "pods" } }
            """;

    private FuzzerConfiguration() {}

    /**
     * Writes a file.
     *
     * @param identities of charge points of the fleet; other requests have generated ones, which are unknown
     * @param share of the requests about a charge point that have one of these identities, more than 0 and at most 1
     */
    static Path write(Path file, String token, List<String> identities, double share) throws IOException {
        String quoted = identities.stream().map(id -> '"' + id + '"').collect(Collectors.joining(", "));
        return Files.writeString(file, TEXT.formatted(token, quoted, share), UTF_8);
    }
}
