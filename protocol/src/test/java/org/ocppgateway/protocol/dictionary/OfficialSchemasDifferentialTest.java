package org.ocppgateway.protocol.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.OfficialSchemas.OfficialSchema;
import org.ocppgateway.protocol.property.Property;

/**
 * Compares the reader with the official schemas on random valid payloads and on payloads that break every keyword of every
 * field. {@code -Docpp.schemas=DIR} sets the folder of the schemas.
 */
class OfficialSchemasDifferentialTest {
    private static final int VALID_PAYLOADS = 200;
    private static final String VALID = "valid";
    private static final PayloadReader READER = new PayloadReader(Tolerance.STRICT);

    @ParameterizedTest
    @EnumSource
    void agreesWithTheOfficialSchemas(OcppVersion version) throws IOException {
        Path folder = OfficialSchemas.folder().orElse(null);
        if (folder == null) {
            System.out.println("SKIPPED: no official OCPP schemas found beside the project; set -Docpp.schemas=DIR");
        }
        Assumptions.assumeTrue(folder != null, "no official OCPP schemas found");

        OfficialSchemas schemas = OfficialSchemas.read(Objects.requireNonNull(folder), version);
        assertEquals(schemas.payloads(), payloads(version));
        Comparison comparison = new Comparison(version);
        for (String payload : schemas.payloads()) {
            OfficialSchema schema = schemas.of(payload);
            ObjectType type = Objects.requireNonNull(Dictionary.of(version).type(payload));
            Property.holds(VALID_PAYLOADS, random -> {
                JsonElement valid = new PayloadGenerator(schema, random).any();
                comparison.judge(schema, type, VALID, "", valid);
            });
            new PayloadMutations(
                            schema, (keyword, path, mutated) -> comparison.judge(schema, type, keyword, path, mutated))
                    .all(type);
        }
        comparison.print();
        assertEquals(List.of(), comparison.neverBroken());
        assertTrue(
                comparison.disagreements.isEmpty(),
                () -> comparison.disagreements.size()
                        + " disagreements, the first ones:\n"
                        + comparison.disagreements.stream().limit(20).collect(Collectors.joining("\n")));
    }

    private static Set<String> payloads(OcppVersion version) {
        Set<String> payloads = new TreeSet<>();
        for (MessageType message : Dictionary.of(version).messages()) {
            payloads.add(message.request().name());
            if (message.response() != null) {
                payloads.add(message.response().name());
            }
        }
        return payloads;
    }

    /** Counts results and collects the differences. */
    private static final class Comparison {
        private final OcppVersion version;
        private final Map<String, int[]> accepted = new TreeMap<>();
        private final Map<String, Integer> explained = new TreeMap<>();
        private final Map<String, Boolean> broken = new TreeMap<>();
        private final List<String> disagreements = new ArrayList<>();

        private int payloads;

        Comparison(OcppVersion version) {
            this.version = version;
        }

        void judge(OfficialSchema schema, ObjectType type, String keyword, String path, JsonElement payload) {
            payloads++;
            String json = payload.toString();
            boolean official = schema.accepts(json);
            if (keyword.equals(VALID) || keyword.equals(PayloadMutations.UNLIMITED)) {
                assertTrue(official, () -> "this should be a valid " + type + path + ": " + shortened(json));
            } else {
                broken.merge(type + path + " " + keyword, !official, Boolean::logicalOr);
            }
            ReadResult ours = READER.read(type, json);
            accepted.computeIfAbsent(keyword, unused -> new int[2])[official ? 0 : 1]++;
            if (official == ours.valid()) {
                return;
            }
            String reason = DeliberateDifference.reason(version, keyword, path, json);
            if (reason == null) {
                disagreements.add("%s%s by %s: schema %s, reader %s: %s"
                        .formatted(type, path, keyword, official, ours.violations(), shortened(json)));
            } else {
                explained.merge(reason, 1, Integer::sum);
            }
        }

        /** Returns the keywords of fields that no mutation broke. */
        List<String> neverBroken() {
            return broken.entrySet().stream()
                    .filter(keyword -> !keyword.getValue())
                    .map(Map.Entry::getKey)
                    .toList();
        }

        void print() {
            System.out.printf(
                    "OCPP %s: %d payloads; %d keywords of fields to be broken%n",
                    version.label(), payloads, broken.size());
            System.out.printf("  %-22s %9s %9s%n", "keyword", "valid", "invalid");
            accepted.forEach((keyword, count) -> System.out.printf("  %-22s %9d %9d%n", keyword, count[0], count[1]));
            explained.forEach((reason, count) -> System.out.printf("  %d differences: %s%n", count, reason));
            System.out.printf("  %d unexplained disagreements%n", disagreements.size());
        }

        private static String shortened(String json) {
            return json.length() > 300 ? json.substring(0, 300) + "..." : json;
        }
    }
}
