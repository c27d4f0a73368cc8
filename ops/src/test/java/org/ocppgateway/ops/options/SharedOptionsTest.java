package org.ocppgateway.ops.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SharedOptionsTest {
    @TempDir
    Path directory;

    @Command
    private static final class Check {
        @Mixin
        private final DataOption data = new DataOption();

        @Mixin
        private final MinutesOption minutes = new MinutesOption(10);

        @Mixin
        private final SeedOption seed = new SeedOption();

        @Mixin
        private final ClusterOptions size = new ClusterOptions(3, 300);

        static Check with(String... arguments) {
            Check check = new Check();
            new CommandLine(check).parseArgs(arguments);
            return check;
        }
    }

    @Test
    void theNamedDirectoryIsCreatedWithItsParents() throws IOException {
        Path wanted = directory.resolve("a/b");
        DataOption data = Check.with("--data", wanted.toString()).data;
        assertTrue(data.isGiven());
        Path created = data.create("check");
        assertEquals(wanted.toRealPath(), created);
        assertTrue(Files.isDirectory(wanted));
    }

    @Test
    void withoutANameTheDirectoryIsNewAndNamedAfterTheCommand() throws IOException {
        DataOption data = Check.with().data;
        assertFalse(data.isGiven());
        Path created = data.create("check");
        try {
            assertTrue(created.getFileName().toString().startsWith("gateway-check-"), created.toString());
        } finally {
            Files.delete(created);
        }
    }

    @Test
    void minutesMayBeFractions() {
        assertEquals(Duration.ofMinutes(10), Check.with().minutes.duration());
        assertEquals(
                Duration.ofSeconds(90), Check.with("--minutes", "1.5").minutes.duration());
    }

    @Test
    void everyCommandHasItsOwnDefaultsAndTheSameNames() {
        assertEquals(3, Check.with().size.gateways());
        assertEquals(300, Check.with().size.chargePoints());
        assertEquals(7, Check.with("-n", "7").size.chargePoints());
        assertEquals(7, Check.with("--charge-points", "7").size.chargePoints());
        assertEquals(5, Check.with("--seed", "5").seed.value());
    }
}
