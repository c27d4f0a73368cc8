package org.ocppgateway.ops.image;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The bill of materials of the image in CycloneDX 1.6. It has the libraries that are in the image, from the bill of the
 * build, and what the build does not know: the Java runtime and the Debian packages.
 */
final class ImageBill {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final String REFERENCE = "bom-ref";

    private final Path jars;
    private final Path packages;
    private final Path release;

    /**
     * @param jars directory with all jars of the image
     * @param packages lines with name and version of a Debian package
     * @param release the file {@code release} of the Java runtime
     */
    ImageBill(Path jars, Path packages, Path release) {
        this.jars = jars;
        this.packages = packages;
        this.release = release;
    }

    /** Returns the document. If the bill of the build is missing, it has names and checksums of the jars only. */
    String extend(Path build) throws IOException {
        Map<String, JsonObject> known = Files.exists(build) ? byJar(build) : Map.of();
        JsonArray components = new JsonArray();
        for (Path jar : jarFiles()) {
            JsonObject component = known.get(jar.getFileName().toString());
            components.add(component == null ? unknown(jar) : component);
        }
        components.add(runtime());
        for (String line : Files.readAllLines(packages)) {
            components.add(debian(line.split(" ")));
        }
        JsonObject bill = new JsonObject();
        bill.addProperty("bomFormat", "CycloneDX");
        bill.addProperty("specVersion", "1.6");
        bill.addProperty("version", 1);
        bill.add("metadata", metadata());
        bill.add("components", components);
        return GSON.toJson(bill);
    }

    private List<Path> jarFiles() throws IOException {
        try (Stream<Path> files = Files.walk(jars)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, JsonObject> byJar(Path build) throws IOException {
        JsonObject bill = JsonParser.parseString(Files.readString(build)).getAsJsonObject();
        Map<String, JsonObject> components = new HashMap<>();
        for (JsonElement element : bill.getAsJsonArray("components")) {
            JsonObject component = element.getAsJsonObject();
            String name = component.get("name").getAsString();
            components.put(name + "-" + component.get("version").getAsString() + ".jar", component);
            // The runnable jar has no version in its name.
            components.putIfAbsent(name + ".jar", component);
        }
        return components;
    }

    private static JsonObject unknown(Path jar) throws IOException {
        String name = jar.getFileName().toString();
        JsonObject component = component("library", name, "file:" + name);
        JsonObject hash = new JsonObject();
        hash.addProperty("alg", "SHA-256");
        hash.addProperty("content", sha256(jar));
        JsonArray hashes = new JsonArray();
        hashes.add(hash);
        component.add("hashes", hashes);
        return component;
    }

    private JsonObject runtime() throws IOException {
        Properties properties = new Properties();
        properties.load(Files.newBufferedReader(release));
        String version = unquoted(properties, "JAVA_RUNTIME_VERSION", unquoted(properties, "JAVA_VERSION", "unknown"));
        JsonObject component = component("platform", "java-runtime", "java-runtime@" + version);
        component.addProperty("version", version);
        component.addProperty("publisher", unquoted(properties, "IMPLEMENTOR", "unknown"));
        component.addProperty(
                "description",
                "Modules "
                        + String.join(
                                ", ",
                                new TreeSet<>(List.of(
                                        unquoted(properties, "MODULES", "").split(" ")))));
        return component;
    }

    private static String unquoted(Properties properties, String key, String otherwise) {
        return properties.getProperty(key, otherwise).replace("\"", "");
    }

    private static JsonObject debian(String[] nameAndVersion) {
        String purl = "pkg:deb/debian/" + nameAndVersion[0] + "@" + nameAndVersion[1];
        JsonObject component = component("library", nameAndVersion[0], purl);
        component.addProperty("version", nameAndVersion[1]);
        component.addProperty("purl", purl);
        return component;
    }

    private static JsonObject metadata() {
        JsonObject metadata = new JsonObject();
        metadata.add("component", component("container", "ocppgateway/gateway", "image"));
        return metadata;
    }

    private static JsonObject component(String type, String name, String reference) {
        JsonObject component = new JsonObject();
        component.addProperty("type", type);
        component.addProperty(REFERENCE, reference);
        component.addProperty("name", name);
        return component;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
