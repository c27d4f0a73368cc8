package org.ocppgateway.ops.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/**
 * The libraries in the bill of materials, {@code target/bom.json}: licences that fit Apache-2.0, released versions, one
 * version of each. The build writes the bill with {@code -Psupply-chain}.
 */
class BillOfMaterialsTest {
    /** Licences under which a library may be passed on with the gateway. One of several suffices. */
    private static final Set<String> PASSED_ON = Set.of(
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "Bouncy Castle Licence", // MIT
            "CC0-1.0",
            "EPL-2.0",
            "Go License", // BSD-3-Clause
            "MIT",
            "Public Domain");

    /** Further licences of libraries that only {@code ops} uses, as programs. */
    private static final Set<String> USED_BY_OPS = Set.of(
            "org.openjdk.jmh:jmh-core GNU General Public License (GPL), version 2, with the Classpath exception");

    private final Path bill =
            ProjectFiles.file("pom.xml").resolveSibling("target").resolve("bom.json");

    @BeforeEach
    void requireBill() {
        boolean made = Files.exists(bill);
        if (!made) {
            System.out.println("BillOfMaterialsTest is skipped: " + bill + " is missing; build with -Psupply-chain");
        }
        assumeTrue(made, "no bill of materials");
    }

    private List<JsonObject> components() throws IOException {
        List<JsonObject> components =
                objects(JsonParser.parseString(Files.readString(bill)).getAsJsonObject(), "components");
        assertTrue(components.size() > 20, "only " + components.size() + " components");
        return components;
    }

    private static List<JsonObject> objects(JsonObject parent, String name) {
        return parent.has(name)
                ? StreamSupport.stream(parent.getAsJsonArray(name).spliterator(), false)
                        .map(JsonElement::getAsJsonObject)
                        .toList()
                : List.of();
    }

    private static String name(JsonObject component) {
        return component.get("group").getAsString() + ":"
                + component.get("name").getAsString();
    }

    private static boolean isOwn(JsonObject component) {
        return component.get("group").getAsString().equals("org.ocppgateway");
    }

    @Test
    void everyLibraryHasAnAllowedLicence() throws IOException {
        List<String> problems = new ArrayList<>();
        for (JsonObject component : components()) {
            List<String> licences = objects(component, "licenses").stream()
                    .map(BillOfMaterialsTest::licence)
                    .toList();
            boolean allowed = licences.stream()
                    .anyMatch(each -> PASSED_ON.contains(each) || USED_BY_OPS.contains(name(component) + " " + each));
            if (!allowed) {
                problems.add(name(component) + " " + licences);
            }
        }
        assertEquals(List.of(), problems, "replace the library, or allow its licence here");
    }

    private static String licence(JsonObject entry) {
        if (entry.has("expression")) {
            return entry.get("expression").getAsString();
        }
        JsonObject licence = entry.getAsJsonObject("license");
        return licence.get(licence.has("id") ? "id" : "name").getAsString();
    }

    @Test
    void everyLibraryIsAReleaseInOneVersionWithAChecksum() throws IOException {
        List<String> problems = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (JsonObject component : components()) {
            String version = component.get("version").getAsString();
            if (!names.add(name(component))) {
                problems.add(name(component) + " has several versions");
            }
            boolean snapshot = version.contains("SNAPSHOT") && !isOwn(component);
            if (snapshot || version.matches(".*[\\[\\](),].*")) {
                problems.add(name(component) + " " + version + " is no released version");
            }
            if (!isOwn(component) && objects(component, "hashes").isEmpty()) {
                problems.add(name(component) + " has no checksum");
            }
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void everyLibraryOfTheGatewayIsListed() throws IOException {
        Set<String> listed = new TreeSet<>();
        for (JsonObject component : components()) {
            listed.add(component.get("name").getAsString() + "-"
                    + component.get("version").getAsString() + ".jar");
        }
        try (JarFile gateway =
                new JarFile(ProjectFiles.file("gateway/target/gateway.jar").toFile())) {
            String libraries = gateway.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            List<String> unlisted = Stream.of(libraries.split(" "))
                    .map(path -> path.substring(path.lastIndexOf('/') + 1))
                    .filter(jar -> !listed.contains(jar))
                    .toList();
            assertEquals(List.of(), unlisted);
        }
    }
}
