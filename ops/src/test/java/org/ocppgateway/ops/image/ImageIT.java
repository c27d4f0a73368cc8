package org.ocppgateway.ops.image;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.ops.stack.process.Server;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetObserver;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.measure.FleetCount;

/** {@code ops/image} builds a valid image, which runs with a read-only root and without privileges. */
class ImageIT {
    private static final String READY_MILLIS = "ready after (\\d+) ms";

    @TempDir
    private static Path directory;

    private static Path image;

    @BeforeAll
    static void build() throws Exception {
        requires(System.getProperty("os.name").equals("Linux"), "needs Linux");
        requires(Runtime.version().feature() >= 25, "needs a JDK 25 or later");
        image = directory.resolve("image");
        Path log = directory.resolve("image.log");
        ProcessBuilder script = new ProcessBuilder(
                        ProjectFiles.file("ops/image").toString(), "--built", "--output", image.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        script.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process build = script.start();
        assertEquals(0, build.waitFor(), () -> read(log));
        System.out.print(read(log));
    }

    private static void requires(boolean condition, String reason) {
        assumeTrue(condition, () -> {
            System.out.println("ImageIT is skipped: " + reason);
            return reason;
        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void everyDigestAndSizeOfTheArchiveIsRight() throws Exception {
        Path layout = unpacked();
        assertEquals(
                "1.0.0",
                json(layout.resolve("oci-layout")).get("imageLayoutVersion").getAsString());
        JsonObject manifest = blob(layout, descriptor(layout));
        JsonObject config = blob(layout, manifest.getAsJsonObject("config"));
        List<String> diffs = new ArrayList<>();
        for (JsonElement layer : manifest.getAsJsonArray("layers")) {
            Path file = checked(layout, layer.getAsJsonObject());
            diffs.add("sha256:"
                    + run("sh", "-c", "gzip -dc " + file + " | sha256sum").substring(0, 64));
        }
        assertEquals(
                diffs,
                config.getAsJsonObject("rootfs").getAsJsonArray("diff_ids").asList().stream()
                        .map(JsonElement::getAsString)
                        .toList());
        try (Stream<Path> blobs = Files.list(layout.resolve("blobs/sha256"))) {
            assertEquals(diffs.size() + 2, blobs.count(), "blobs that nothing names");
        }
        JsonObject docker = JsonParser.parseString(Files.readString(layout.resolve("manifest.json")))
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();
        assertTrue(Files.exists(layout.resolve(docker.get("Config").getAsString())));
        assertEquals(diffs.size(), docker.getAsJsonArray("Layers").size());
    }

    @Test
    void theImageRunsTheGatewayAsItsOwnUserLikeTheDockerfile() throws Exception {
        Path layout = unpacked();
        JsonObject manifest = blob(layout, descriptor(layout));
        JsonObject config = blob(layout, manifest.getAsJsonObject("config")).getAsJsonObject("config");
        assertEquals("65532:65532", config.get("User").getAsString());
        JsonObject labels = config.getAsJsonObject("Labels");
        for (String label : List.of("title", "source", "licenses", "version", "revision", "created")) {
            assertFalse(
                    labels.get("org.opencontainers.image." + label)
                            .getAsString()
                            .isEmpty(),
                    label);
        }
        String dockerfile = Files.readString(ProjectFiles.file("ops/container/Dockerfile"));
        assertEquals(JsonParser.parseString(line(dockerfile, "ENTRYPOINT")), config.get("Entrypoint"));
        assertEquals(JsonParser.parseString(line(dockerfile, "CMD")), config.get("Cmd"));
        assertEquals(line(dockerfile, "USER"), config.get("User").getAsString());
        assertEquals(line(dockerfile, "STOPSIGNAL"), config.get("StopSignal").getAsString());
        assertEquals(
                Set.of(line(dockerfile, "EXPOSE").split(" ")),
                config.getAsJsonObject("ExposedPorts").keySet().stream()
                        .map(port -> port.replace("/tcp", ""))
                        .collect(Collectors.toSet()));
    }

    private static String line(String dockerfile, String instruction) {
        return dockerfile
                .lines()
                .filter(line -> line.startsWith(instruction + " "))
                .findFirst()
                .orElseThrow()
                .substring(instruction.length() + 1);
    }

    @Test
    void everyFileIsOwnedByRootAndHasTheTimeOfTheSources() throws Exception {
        Path layout = unpacked();
        JsonObject manifest = blob(layout, descriptor(layout));
        Set<String> owners = new TreeSet<>();
        Set<String> times = new TreeSet<>();
        Set<String> files = new TreeSet<>();
        for (JsonElement layer : manifest.getAsJsonArray("layers")) {
            run(
                            "tar",
                            "--list",
                            "--verbose",
                            "--numeric-owner",
                            "--full-time",
                            "--file",
                            checked(layout, layer.getAsJsonObject()).toString())
                    .lines()
                    .map(line -> line.split(" +", 6))
                    .forEach(part -> {
                        owners.add(part[1]);
                        times.add(part[3] + " " + part[4]);
                        files.add(part[5]);
                    });
        }
        assertEquals(Set.of("0/0"), owners);
        assertEquals(1, times.size(), times.toString());
        assertTrue(files.contains("opt/gateway/gateway.aot"), "no archive of classes");
        assertTrue(files.stream().noneMatch(file -> file.matches(".*bin/(ba|da)?sh")), "a shell");
    }

    @Test
    void theBillNamesEveryJarTheRuntimeAndThePackages() throws Exception {
        JsonObject bill = json(image.resolve("rootfs/usr/share/doc/gateway/bill.cdx.json"));
        Map<String, Long> types = new TreeMap<>();
        bill.getAsJsonArray("components")
                .forEach(component ->
                        types.merge(component.getAsJsonObject().get("type").getAsString(), 1L, Long::sum));
        try (Stream<Path> files = Files.walk(image.resolve("rootfs/opt/gateway"))) {
            long jars = files.filter(file -> file.toString().endsWith(".jar")).count();
            assertTrue(types.getOrDefault("library", 0L) >= jars, types + " for " + jars + " jars");
        }
        assertEquals(1L, types.get("platform"));
    }

    @Test
    void theGatewayIsReadySoonWithAReadOnlyRootAndWithoutPrivileges() throws Exception {
        requires(run("id", "-u").strip().equals("0"), "a mount needs root");
        requires(Files.isExecutable(Path.of("/usr/sbin/capsh")), "capsh is missing (apt-get install libcap2-bin)");
        requires(run("sh", "-c", "unshare --mount true 2>&1 || true").isBlank(), "unshare is not permitted");
        Path work = Files.createDirectory(directory.resolve("run"));
        try (ImageGateway gateway = new ImageGateway(work)) {
            Path configuration = gateway.configuration("/etc/gateway");
            try (Server server = gateway.server(List.of(
                    ProjectFiles.file("ops/image").toString(),
                    "run",
                    image.resolve("rootfs").toString(),
                    "--mount",
                    configuration.getParent() + ":/etc/gateway/conf.d",
                    "--config",
                    "/etc/gateway/conf.d/gateway.conf"))) {
                server.start().awaitReady(ImageGateway.TIMEOUT);
                assertHasNoPrivilege(server.pid());
                acceptsChargePoints(gateway);
                System.out.println("ImageIT: with a read-only root " + readyAfter(server));
                assertEquals("", warningsOfTheJvm(server), "the JVM starts without a warning, so with its archive");
                server.terminate();
                assertEquals(143, server.awaitExit(ImageGateway.TIMEOUT));
            }
        }
    }

    private static void assertHasNoPrivilege(long pid) throws IOException {
        Map<String, String> status = new TreeMap<>();
        Files.readAllLines(Path.of("/proc/" + pid + "/status")).forEach(line -> {
            String[] part = line.split(":\\s*", 2);
            status.put(part[0], part[1]);
        });
        for (String capabilities : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
            assertEquals("0000000000000000", status.get(capabilities), capabilities);
        }
        assertEquals("65532\t65532\t65532\t65532", status.get("Uid"));
        assertEquals("65532\t65532\t65532\t65532", status.get("Gid"));
        assertEquals("1", status.get("NoNewPrivs"));
        String root = Files.readAllLines(Path.of("/proc/" + pid + "/mountinfo")).stream()
                .map(line -> line.split(" "))
                .filter(part -> part[4].equals("/"))
                .map(part -> part[5])
                .findFirst()
                .orElseThrow();
        assertTrue(root.startsWith("ro"), "the root is mounted " + root);
    }

    private static void acceptsChargePoints(ImageGateway gateway) {
        FleetSettings settings = FleetSettings.of(gateway.endpoint(), 30);
        try (Fleet fleet = Fleet.start(settings, FleetObserver.NONE)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> fleet.stats().count(FleetCount.REGISTERED) == 30);
            assertEquals(0, fleet.stats().count(FleetCount.INVALID_ANSWERS));
        }
    }

    private static String readyAfter(Server server) throws IOException {
        Matcher ready = Pattern.compile(READY_MILLIS).matcher(Files.readString(server.log()));
        return ready.find() ? ready.group() : "ready";
    }

    private static String warningsOfTheJvm(Server server) throws IOException {
        return Files.readAllLines(server.log()).stream()
                .filter(line -> !line.startsWith("{"))
                .collect(Collectors.joining("\n"));
    }

    private static Path unpacked() throws Exception {
        Path layout = directory.resolve("layout");
        if (!Files.exists(layout)) {
            Files.createDirectory(layout);
            run("tar", "-xf", image.resolve("gateway-image.tar").toString(), "-C", layout.toString());
        }
        return layout;
    }

    private static JsonObject descriptor(Path layout) throws IOException {
        return json(layout.resolve("index.json"))
                .getAsJsonArray("manifests")
                .get(0)
                .getAsJsonObject();
    }

    private static JsonObject blob(Path layout, JsonObject descriptor) throws Exception {
        return json(checked(layout, descriptor));
    }

    /** The blob of a descriptor, whose digest and size are right. */
    private static Path checked(Path layout, JsonObject descriptor) throws Exception {
        String digest = descriptor.get("digest").getAsString().replace("sha256:", "");
        Path blob = layout.resolve("blobs/sha256").resolve(digest);
        assertEquals(digest, run("sha256sum", blob.toString()).substring(0, 64));
        assertEquals(descriptor.get("size").getAsLong(), Files.size(blob));
        return blob;
    }

    private static JsonObject json(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals(0, process.waitFor(), String.join(" ", command));
        return Files.readString(output);
    }
}
