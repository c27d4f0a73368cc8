package org.ocppgateway.ops.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The OpenAPI document of the gateway. Checks that an answer has a status and a body that it describes. */
final class OpenApi {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonObject document;

    private OpenApi(JsonObject document) {
        this.document = document;
    }

    static OpenApi load() {
        try (InputStream yaml = Objects.requireNonNull(OpenApi.class.getResourceAsStream("/openapi.yaml"))) {
            String json = new YAMLMapper()
                    .readTree(new String(yaml.readAllBytes(), UTF_8))
                    .toString();
            return new OpenApi(JsonParser.parseString(json).getAsJsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param path below {@code /api/v1}, with or without a query */
    void check(String method, String path, int status, String body) {
        JsonObject responses = resolve(
                        operation(method, path.split("\\?", 2)[0]).get("responses"))
                .getAsJsonObject();
        String range = status / 100 + "XX";
        String name = Stream.of(Integer.toString(status), range, status < 400 ? range : "default")
                .filter(responses::has)
                .findFirst()
                .orElse("");
        if (name.isEmpty()) {
            throw new AssertionError(method + " " + path + " does not describe the status " + status);
        }
        JsonObject content = resolve(responses.get(name)).getAsJsonObject().getAsJsonObject("content");
        if (content == null) {
            if (!body.isEmpty()) {
                throw new AssertionError(method + " " + path + " describes no body for " + status + ": " + body);
            }
            return;
        }
        String type = status >= 400 ? "application/problem+json" : "application/json";
        JsonObject schema =
                content.getAsJsonObject(type).getAsJsonObject("schema").deepCopy();
        schema.add("components", document.get("components"));
        List<Error> errors = SCHEMAS.getSchema(schema.toString())
                .validate(
                        body,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        if (!errors.isEmpty()) {
            throw new AssertionError(method + " " + path + " " + status + ": " + errors + "\n" + body);
        }
    }

    private JsonObject operation(String method, String path) {
        for (Map.Entry<String, JsonElement> each :
                document.getAsJsonObject("paths").entrySet()) {
            JsonElement operation = each.getValue().getAsJsonObject().get(method.toLowerCase(Locale.ROOT));
            if (operation != null && path.matches(each.getKey().replaceAll("\\{\\w+}", "[^/]+"))) {
                return operation.getAsJsonObject();
            }
        }
        throw new AssertionError("the document has no " + method + " " + path);
    }

    private JsonElement resolve(JsonElement element) {
        JsonElement reference = element.getAsJsonObject().get("$ref");
        if (reference == null) {
            return element;
        }
        JsonElement found = document;
        for (String segment : reference.getAsString().substring("#/".length()).split("/")) {
            found = found.getAsJsonObject().get(segment);
        }
        return found;
    }
}
