package org.ocppgateway.protocol.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The committed documents are up to date and valid. */
class ContractDocumentsTest {
    private static final Map<String, String> DOCUMENTS = ContractDocuments.all();
    private static final Path FOLDER = ContractSchemas.folder();

    @Test
    void committedDocumentsEqualTheGeneratedOnes() throws IOException {
        for (Map.Entry<String, String> document : DOCUMENTS.entrySet()) {
            Path file = FOLDER.resolve(document.getKey());
            assertEquals(
                    document.getValue(),
                    Files.exists(file) ? Files.readString(file) : "",
                    document.getKey() + " is out of date: run ops/contract");
        }
    }

    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void schemaIsValidByItsDialect(RecordKind kind) {
        String dialect = SpecificationVersion.DRAFT_2020_12.getDialectId();
        var judge = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(dialect));
        assertEquals(List.of(), judge.validate(DOCUMENTS.get(kind.file()), InputFormat.JSON));
    }

    @Test
    void everyReferenceResolves() {
        for (Map.Entry<String, String> document : DOCUMENTS.entrySet()) {
            if (document.getKey().endsWith(".json")) {
                checkReferences(document.getKey(), JsonParser.parseString(document.getValue()));
            }
        }
    }

    private static void checkReferences(String file, JsonElement node) {
        if (node instanceof JsonArray array) {
            array.forEach(element -> checkReferences(file, element));
        } else if (node instanceof JsonObject object) {
            for (Map.Entry<String, JsonElement> member : object.entrySet()) {
                if (member.getKey().equals("$ref")) {
                    resolve(file, member.getValue().getAsString());
                } else {
                    checkReferences(file, member.getValue());
                }
            }
        }
    }

    private static void resolve(String file, String reference) {
        int fragment = reference.indexOf("#/");
        String target = fragment == 0 ? file : reference.substring(0, fragment);
        JsonElement node = JsonParser.parseString(DOCUMENTS.get(target));
        for (String step : reference.substring(fragment + 2).split("/", -1)) {
            node = node.getAsJsonObject().get(step);
            if (node == null) {
                throw new AssertionError(file + " refers to " + reference + ", which does not exist");
            }
        }
    }
}
