package org.ocppgateway.ops.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.gateway.limit.AutomaticLimits;
import org.ocppgateway.ops.release.ReleasedStartScript.Result;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/** The script {@code start} of an unpacked release. */
class StartScriptTest {
    private static final String MAXIMUM = "CONFIG_FORCE_gateway_connection_max__connections";

    @TempDir
    private Path directory;

    private ReleasedStartScript script;

    @BeforeEach
    void unpack() throws IOException {
        script = ReleasedStartScript.in(directory, 25);
    }

    @ParameterizedTest
    @CsvSource({
        "1, '', 96",
        "2700, '', 96",
        "19000, '', 288",
        "19000, --tls, 400",
        "19000, --memory=512, 248",
        "19000, --tls --memory=640, 376",
    })
    void theHeapFollowsFromConnectionsAndMemory(String connections, String more, int heap) throws Exception {
        String[] arguments = ("--connections " + connections + " --memory 100000 --print " + more).split(" ");
        Result result = script.runAfter("ulimit -n $(ulimit -Hn)", arguments);
        if (result.status() == 78 && result.err().contains("ulimit")) {
            System.out.println("SKIPPED: a heap for " + connections + " connections: " + result.err());
            return;
        }
        assertEquals(0, result.status(), result.err());
        assertTrue(result.out().contains(" -Xms" + heap + "m -Xmx" + heap + "m "), result.out());
    }

    @Test
    void theScriptBecomesTheJvm() throws Exception {
        Result result = script.run("--connections", "5000", "--config", "a file", "--check-config");
        assertEquals(ReleasedStartScript.RUNTIME_STATUS, result.status(), result.err());
        assertEquals("""
                process %d, 2 arenas, 5000 connections
                <@%2$s/config/java.options>
                <-Xms128m>
                <-Xmx128m>
                <-XX:+UseCompactObjectHeaders>
                <-jar>
                <%2$s/gateway.jar>
                <--config>
                <a file>
                <--check-config>
                """.formatted(result.pid(), script.home()), result.out());
    }

    @Test
    void thePrintedCommandIsTheOneThatRuns() throws Exception {
        String[] arguments = {"--connections=5000", "--java-option", "-Da=it's $b", "--", "--help"};
        Result run = script.run(arguments);
        Result printed = script.run("--print", arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]);
        assertEquals(1, printed.out().lines().count(), printed.out());
        Result again = script.execute(Map.of(), List.of("bash", "-c", "exec " + printed.out()));
        assertEquals(withoutProcess(run), withoutProcess(again));
        assertEquals(ReleasedStartScript.RUNTIME_STATUS, again.status());
    }

    private static String withoutProcess(Result result) {
        return result.out().replaceFirst("process \\d+", "process");
    }

    @Test
    void optionsOfTheCallerComeLast() throws Exception {
        Result result = script.run(
                Map.of("JAVA_OPTS", "-Xmx1g -Xms1g", "MALLOC_ARENA_MAX", "1", MAXIMUM, "12"),
                "--connections",
                "10",
                "--java-option",
                "-Xmx2g");
        assertTrue(result.out().contains(">\n<-Xmx1g>\n<-Xms1g>\n<-Xmx2g>\n<-jar>\n"), result.out());
        assertTrue(result.out().contains(", 1 arenas, 12 connections\n"), result.out());
    }

    @Test
    void theImageHasTheSameNumberOfArenas() throws Exception {
        String dockerfile = Files.readString(ProjectFiles.file("ops/container/Dockerfile"));
        Matcher arenas = Pattern.compile("MALLOC_ARENA_MAX=\\d+").matcher(dockerfile);
        assertTrue(arenas.find(), dockerfile);
        assertTrue(script.run("--connections", "1", "--print").out().contains(" " + arenas.group() + " "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--tls"})
    void tooLittleMemoryIsRefusedWithTheLargestNumberThatFits(String tls) throws Exception {
        Result refused = print(tls, "60000", "300");
        assertEquals(78, refused.status(), refused.err());
        assertEquals("", refused.out());
        int fits = numberIn("suffice for (\\d+) connections", refused.err());
        assertEquals(0, print(tls, Integer.toString(fits), "300").status(), refused.err());
        assertEquals(78, print(tls, Integer.toString(fits + 1), "300").status(), refused.err());
        assertTrue(print(tls, "60000", "200").err().contains("not suffice for any"), refused.err());
    }

    private Result print(String tls, String connections, String memory) throws Exception {
        return script.run(("--print --connections " + connections + " --memory " + memory + " " + tls).split(" "));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 4_096, 15_000})
    void tooFewOpenFilesAreRefusedWithTheNumberThatTheGatewayAdmits(int files) throws Exception {
        Result refused = script.runAfter("ulimit -n " + files, "--print", "--connections", "20000");
        assertEquals(78, refused.status(), refused.out());
        int fits = numberIn("suffice for (\\d+) connections", refused.err());
        assertEquals(AutomaticLimits.connections(Long.MAX_VALUE, files, false), fits);
        String connections = Integer.toString(fits);
        assertEquals(
                0,
                script.runAfter("ulimit -n " + files, "--print", "--connections", connections)
                        .status());
    }

    private static int numberIn(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), text);
        return Integer.parseInt(matcher.group(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--config a.conf",
                "--connections",
                "--connections 0",
                "--connections -5",
                "--connections 08",
                "--connections many",
                "--connections 1000001",
                "--connections 99999999999999999999",
                "--connections 5 --memory 5GB",
                "--connections 5 --java-option",
            })
    void aWrongArgumentIsNamed(String arguments) throws Exception {
        Result result = script.run(arguments.split(" "));
        assertEquals(2, result.status(), result.out());
        assertEquals("", result.out());
        assertTrue(result.err().contains(arguments.startsWith("--config") ? "--connections" : lastOption(arguments)));
    }

    private static String lastOption(String arguments) {
        return arguments.replaceFirst(".*(--[a-z-]+).*", "$1");
    }

    @Test
    void anAotCacheIsUsedIfItIsNewerThanTheJar() throws Exception {
        assertFalse(arguments().contains("AOTCache"));
        Path cache = Files.createFile(script.home().resolve("gateway.aot"));
        Files.setLastModifiedTime(script.home().resolve("gateway.jar"), FileTime.fromMillis(1_000_000));
        assertTrue(arguments().contains("<-XX:AOTCache=" + cache + ">"));
        Files.setLastModifiedTime(cache, FileTime.fromMillis(900_000));
        assertFalse(arguments().contains("AOTCache"));
        assertTrue(arguments("--train").contains("<-XX:AOTCacheOutput=" + cache + ">"));
        Result alone = script.run("--train");
        assertEquals(2, alone.status(), alone.out());
        assertTrue(alone.err().contains("source tree"), alone.err());
    }

    @Test
    void javaBefore25ArchivesItsClassesAndHasNoCompactHeaders() throws Exception {
        script = script.with(ReleasedStartScript.runtime(directory, 21));
        Files.createFile(script.home().resolve("gateway.aot"));
        Files.setLastModifiedTime(script.home().resolve("gateway.jar"), FileTime.fromMillis(1_000_000));
        String options = arguments();
        assertTrue(options.contains("<-XX:SharedArchiveFile=" + script.home() + "/gateway.jsa>"), options);
        assertFalse(options.contains("AOTCache") || options.contains("CompactObjectHeaders"), options);
        assertEquals(2, script.run("--connections", "1", "--train").status());
    }

    @Test
    void anOldJavaIsNotUsed() throws Exception {
        ReleasedStartScript old = script.with(ReleasedStartScript.runtime(directory, 17));
        Result result = old.run(Map.of("PATH", runtimeFirst()), "--connections", "1", "--print");
        assertEquals(0, result.status(), result.err());
        assertFalse(result.out().contains("java\\ 17"), result.out());
    }

    private String runtimeFirst() {
        return script.runtime() + "/bin:" + System.getenv("PATH");
    }

    private String arguments(String... more) throws Exception {
        String[] all = ("--connections 1 " + String.join(" ", more)).split(" ");
        return script.run(all).out();
    }
}
