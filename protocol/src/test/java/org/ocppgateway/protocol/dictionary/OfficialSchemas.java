package org.ocppgateway.protocol.dictionary;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.ocppgateway.protocol.OcppVersion;

/** Official JSON schemas of one OCPP version, read from a folder outside the project. */
final class OfficialSchemas {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_6);

    private final TreeMap<String, OfficialSchema> byPayload = new TreeMap<>();

    private OfficialSchemas() {}

    /** Returns the folder: property {@code ocpp.schemas}, else variable {@code OCPP_SCHEMAS}, else beside the project. */
    static Optional<Path> folder() {
        String given = System.getProperty("ocpp.schemas", System.getenv("OCPP_SCHEMAS"));
        if (given != null) {
            return Optional.of(Path.of(given)).filter(Files::isDirectory);
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared/ocpp-schemas"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    static OfficialSchemas read(Path folder, OcppVersion version) throws IOException {
        OfficialSchemas schemas = new OfficialSchemas();
        try (Stream<Path> files = Files.list(folder.resolve(version.label()))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".json", "");
                String text = Files.readString(file).replace("\uFEFF", "");
                schemas.byPayload.put(name, new OfficialSchema(text));
            }
        }
        return schemas;
    }

    /** Returns the payloads that have a schema, for example {@code ResetRequest}. */
    Set<String> payloads() {
        return new TreeSet<>(byPayload.keySet());
    }

    OfficialSchema of(String payload) {
        OfficialSchema schema = byPayload.get(payload);
        if (schema == null) {
            throw new IllegalArgumentException("no schema for " + payload);
        }
        return schema;
    }

    /** Schema of one payload, as a tree and as a validator. */
    static final class OfficialSchema {
        private final JsonObject root;
        private final Schema judge;

        OfficialSchema(String text) {
            this.root = JsonParser.parseString(text).getAsJsonObject();
            this.judge = REGISTRY.getSchema(text);
        }

        JsonObject root() {
            return root;
        }

        boolean accepts(String payload) {
            return judge.validate(payload, InputFormat.JSON).isEmpty();
        }

        /** Returns the node, or the node that it refers to. */
        JsonObject resolve(JsonElement node) {
            JsonObject object = node.getAsJsonObject();
            if (!object.has("$ref")) {
                return object;
            }
            String name = object.get("$ref").getAsString().replace("#/definitions/", "");
            return root.getAsJsonObject("definitions").getAsJsonObject(name);
        }
    }
}
