package org.ocppgateway.ops.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The documents that the chart renders for one example. */
record Manifests(String example, List<JsonNode> documents) {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Reads the committed rendering of each example. */
    static Stream<Manifests> all() throws IOException {
        try (Stream<Path> files = Files.list(ProjectFiles.file("ops/kubernetes/examples"))) {
            List<String> examples = files.map(
                            file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
            return examples.stream().map(example -> new Manifests(example, documents(file(example))));
        }
    }

    static Path file(String example) {
        return ProjectFiles.file("ops/kubernetes/rendered/" + example + ".yaml");
    }

    static List<JsonNode> documents(Path file) {
        try (MappingIterator<JsonNode> iterator = YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
            List<JsonNode> all = new ArrayList<>();
            iterator.forEachRemaining(document -> {
                if (!document.isNull() && !document.isMissingNode()) {
                    all.add(document);
                }
            });
            return all;
        }
    }

    static JsonNode read(String path) {
        try {
            return YAML.readTree(Files.readString(ProjectFiles.file(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<JsonNode> ofKind(String kind) {
        return documents.stream()
                .filter(document -> document.path("kind").asString("").equals(kind));
    }

    JsonNode only(String kind) {
        List<JsonNode> found = ofKind(kind).toList();
        if (found.size() != 1) {
            throw new IllegalStateException(example + " has " + found.size() + " documents of kind " + kind);
        }
        return found.getFirst();
    }

    /** The template of the pods. */
    JsonNode pod() {
        return only("StatefulSet").path("spec").path("template");
    }

    JsonNode container() {
        return pod().path("spec").path("containers").path(0);
    }

    /** The configuration of the gateway, in HOCON. */
    String configuration() {
        return ofKind("ConfigMap")
                .map(map -> map.path("data").path("gateway.conf").asString(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return example;
    }
}
