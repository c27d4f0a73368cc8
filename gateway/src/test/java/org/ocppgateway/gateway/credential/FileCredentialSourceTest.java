package org.ocppgateway.gateway.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.gateway.testing.Metrics;
import org.ocppgateway.protocol.ChargePointId;

class FileCredentialSourceTest {
    private static final ChargePointId ONE = new ChargePointId("CP-1");
    private static final ChargePointId TWO = new ChargePointId("CP 2");

    @TempDir
    Path directory;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("credentials.json");
    }

    private FileCredentialSource source() throws IOException {
        return source(Clock.systemUTC());
    }

    private FileCredentialSource source(Clock clock) throws IOException {
        return new FileCredentialSource(file, clock, registry);
    }

    private static String content(int profile) {
        return "{\"CP-1\": {\"profile\": " + profile + "}}";
    }

    /** The profile of the entry, or -1 without one. */
    private static int profile(FileCredentialSource source, ChargePointId id) {
        return source.find(id) instanceof CredentialLookup.Found found
                ? found.entry().profile().level()
                : -1;
    }

    @Test
    void entriesAreFoundByTheirIdentity() throws Exception {
        Files.writeString(file, "{\"CP-1\": {\"profile\": 1}, \"CP 2\": {\"profile\": 3, \"comment\": []}}");
        FileCredentialSource source = source();
        assertEquals(1, profile(source, ONE));
        assertEquals(3, profile(source, TWO));
        assertEquals(new CredentialLookup.Unknown(), source.find(new ChargePointId("cp-1")));
        assertEquals(2, Metrics.value(registry, "credential_file_entries"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                   | cannot be read
            []                                                   | must be one JSON object
            {"CP-1": {"profile": 1}                              | cannot be read
            {"CP-1": {"profile": 1}} x                           | cannot be read
            {"CP-1": {"profile": 1}} {}                          | cannot be read
            {"CP-1": {"profile": 1}, "CP-1": {"profile": 2}}     | CP-1 occurs twice
            {"CP-1": {"profile": 9}}                             | CP-1: profile must be
            {"CP-1": {"profile": 1, "passwordHash": "secret"}}   | CP-1: a password hash is
            {"CP:1": {"profile": 1}}                             | no identity of a charge point
            {"": {"profile": 1}}                                 | no identity of a charge point
            {"CP-1": 1}                                          | CP-1: the entry must be a JSON object
            {CP-1: {"profile": 1}}                               | cannot be read
            """)
    void aMistakeIsNamedWithItsPlaceAtTheStart(String content, String message) throws Exception {
        Files.writeString(file, content);
        String error =
                String.valueOf(assertThrows(IOException.class, this::source).getMessage());
        assertTrue(error.startsWith(file.toString()), error);
        assertTrue(error.contains(message), error);
        assertFalse(error.contains("secret"), error);
    }

    @Test
    void aFileThatIsMissingOrNoTextIsNamed() throws Exception {
        assertEquals(
                file + " does not exist",
                assertThrows(IOException.class, this::source).getMessage());
        Files.write(file, new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"'});
        assertEquals(
                file + " is not UTF-8",
                assertThrows(IOException.class, this::source).getMessage());
    }

    @Test
    void aFileChangedInPlaceIsReadAgain() throws Exception {
        Files.writeString(file, content(1));
        FileCredentialSource source = source();
        Files.writeString(file, "{\"CP-1\": {\"profile\": 2}, \"CP 2\": {\"profile\": 1}}");
        assertEquals(Set.of(ONE, TWO), source.reloadIfChanged());
        assertEquals(2, profile(source, ONE));
        assertEquals(1, profile(source, TWO));
        Files.writeString(file, "{\"CP 2\": {\"profile\": 1}}");
        assertEquals(Set.of(ONE), source.reloadIfChanged());
        assertEquals(-1, profile(source, ONE));
    }

    @Test
    void aChangeOfTheSameSizeAtTheSameTimeIsSeen() throws Exception {
        Files.writeString(file, content(1));
        Instant then = Instant.now().minus(Duration.ofMinutes(5));
        Files.setLastModifiedTime(file, FileTime.from(then));
        FileCredentialSource source = source();
        Files.writeString(file, content(2));
        Files.setLastModifiedTime(file, FileTime.from(then));
        source.reloadIfChanged();
        assertEquals(2, profile(source, ONE));
    }

    @Test
    void aSecondChangeWithinTheResolutionOfTheClockIsSeen() throws Exception {
        Files.writeString(file, content(1));
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        FileCredentialSource source = source(Clock.fixed(modified.plusSeconds(1), ZoneOffset.UTC));
        for (int profile = 2; profile <= 3; profile++) {
            Files.writeString(file, content(profile));
            Files.setLastModifiedTime(file, FileTime.from(modified));
            source.reloadIfChanged();
            assertEquals(profile, profile(source, ONE));
        }
    }

    @Test
    void aFileRenamedOverItIsRead() throws Exception {
        Files.writeString(file, content(1));
        FileCredentialSource source = source();
        Path next = directory.resolve("next");
        Files.writeString(next, content(2));
        Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        source.reloadIfChanged();
        assertEquals(2, profile(source, ONE));
    }

    /** Kubernetes mounts {@code file -> ..data/file} and {@code ..data -> ..<time>}, and renames a new link over {@code ..data}. */
    @Test
    void aConfigMapThatIsUpdatedIsRead() throws Exception {
        Path data = directory.resolve("..data");
        Files.createSymbolicLink(data, configMap("..1", 1));
        Files.createSymbolicLink(file, Path.of("..data", "credentials.json"));
        FileCredentialSource source = source();
        assertEquals(1, profile(source, ONE));
        Path link = directory.resolve("..data_tmp");
        Files.createSymbolicLink(link, configMap("..2", 2));
        Files.move(link, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        source.reloadIfChanged();
        assertEquals(2, profile(source, ONE));
    }

    private Path configMap(String name, int profile) throws IOException {
        Path version = Files.createDirectory(directory.resolve(name));
        Files.writeString(version.resolve("credentials.json"), content(profile));
        return Path.of(name);
    }

    @Test
    void aBrokenFileChangesNothingAndIsReadWhenItIsWhole() throws Exception {
        Files.writeString(file, content(1));
        FileCredentialSource source = source();
        String whole = content(2);
        for (int length = 0; length < whole.length(); length++) {
            Files.writeString(file, whole.substring(0, length));
            source.reloadIfChanged();
            assertEquals(1, profile(source, ONE), "half-written: " + length);
        }
        assertEquals(1, Metrics.value(registry, "credential_file_invalid"));
        assertTrue(Metrics.value(registry, "credential_file_failures") > 0);
        assertTrue(String.valueOf(source.problem()).startsWith(file.toString()));
        Files.writeString(file, whole);
        source.reloadIfChanged();
        assertEquals(2, profile(source, ONE));
        assertEquals(0, Metrics.value(registry, "credential_file_invalid"));
        assertNull(source.problem());
    }

    @Test
    void aProblemThatStaysCountsOnceAndARepairWithoutATraceIsSeen() throws Exception {
        Files.writeString(file, content(1));
        FileCredentialSource source = source();
        Files.delete(file);
        for (int i = 0; i < 5; i++) {
            source.reloadIfChanged();
        }
        assertEquals(1, Metrics.value(registry, "credential_file_failures"));
        assertEquals(1, profile(source, ONE));
        assertEquals(file + " does not exist", source.problem());
        Files.writeString(file, content(1));
        assertEquals(Set.of(), source.reloadIfChanged(), "the entries are the same");
        assertNull(source.problem());
    }

    @Test
    void aFileThatHasNotChangedIsNotRead() throws Exception {
        Files.writeString(file, content(1));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        WatchedFile watched = new WatchedFile(file, Clock.systemUTC());
        assertTrue(watched.hasChanged());
        assertFalse(watched.hasChanged());
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(3600)));
        assertTrue(watched.hasChanged());
        assertFalse(watched.hasChanged(), "a time in the future is no reason either");
        watched.forget();
        assertTrue(watched.hasChanged());
    }

    @Test
    void aLargeFileIsReadAndLookupsGoOnMeanwhile() throws Exception {
        int entries = 200_000;
        write(entries, 1);
        FileCredentialSource source = source();
        AtomicBoolean done = new AtomicBoolean();
        int changes;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> lookups = threads.submit(() -> {
                boolean always = true;
                while (!done.get()) {
                    always &= profile(source, new ChargePointId("CP-" + (entries - 1))) >= 1;
                }
                return always;
            });
            write(entries, 2);
            changes = source.reloadIfChanged().size();
            done.set(true);
            assertTrue(lookups.get());
        }
        assertEquals(entries, changes);
        assertEquals(2, profile(source, new ChargePointId("CP-0")));
    }

    private void write(int entries, int profile) throws IOException {
        Path next = directory.resolve("next");
        try (BufferedWriter writer = Files.newBufferedWriter(next, StandardCharsets.UTF_8)) {
            writer.write("{");
            for (int i = 0; i < entries; i++) {
                writer.write((i == 0 ? "" : ",\n") + "\"CP-" + i + "\":{\"profile\":" + profile + ",\"passwordHash\":"
                        + "\"$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4\"}");
            }
            writer.write("}");
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
