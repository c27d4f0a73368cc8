package org.ocppgateway.ops.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.release.ReleasedStartScript.Result;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/** The files of a release start a gateway. */
class StartScriptIT {
    @TempDir
    private Path directory;

    @Test
    void theScriptOfAReleaseRunsTheGateway() throws Exception {
        Path home = directory.resolve("a release");
        new ProgramFiles(ProjectFiles.root(), "gateway").into(home);
        ReleasedStartScript script = new ReleasedStartScript(home, Path.of(System.getProperty("java.home")));
        Result valid = script.run("--connections", "500", "--config", home + "/config/dev.conf", "--check-config");
        assertEquals(0, valid.status(), valid.out() + valid.err());
        Result printed = script.run("--connections", "500", "--config", home + "/config/dev.conf", "--print-config");
        assertTrue(printed.out().contains("max-connections=\"500\""), printed.out());
        assertEquals(
                78,
                script.run("--connections", "5", "--config", home + "/none.conf")
                        .status());
    }
}
