package org.ocppgateway.ops.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/** {@code ops/lib/memory.sh}, with files as the kernel shows them. */
class MemoryLimitTest {
    private static final String MIB_512 = "536870912";
    private static final String KIB_OF_512_MIB = "524288";
    private static final String KIB_OF_THE_MACHINE = "2048000";

    @TempDir
    private Path root;

    @BeforeEach
    void machine() throws IOException {
        file("proc/meminfo", "MemTotal:        " + KIB_OF_THE_MACHINE + " kB\nMemFree: 5 kB");
    }

    private void file(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content + "\n");
    }

    private String limit() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "bash",
                        "-euo",
                        "pipefail",
                        "-c",
                        ". \"$1\"; memory_kib \"$2\"",
                        "test",
                        ProjectFiles.file("ops/lib/memory.sh").toString(),
                        root.toString())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), out);
        return out.strip();
    }

    @Test
    void withoutControlGroupsItIsThatOfTheMachine() throws Exception {
        assertEquals(KIB_OF_THE_MACHINE, limit());
    }

    @Test
    void noLimitIsThatOfTheMachine() throws Exception {
        file("proc/self/cgroup", "4:memory:/a\n0::/b");
        file("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "9223372036854771712");
        file("sys/fs/cgroup/b/memory.max", "max");
        assertEquals(KIB_OF_THE_MACHINE, limit());
    }

    @Test
    void theLimitOfAGroupAboveCounts() throws Exception {
        file("proc/self/cgroup", "0::/system.slice/gateway.service");
        file("sys/fs/cgroup/system.slice/gateway.service/memory.max", "max");
        file("sys/fs/cgroup/system.slice/memory.max", MIB_512);
        assertEquals(KIB_OF_512_MIB, limit());
    }

    @Test
    void theLimitOfVersion1Counts() throws Exception {
        file("proc/self/cgroup", "5:cpu,cpuacct:/\n4:memory:/gateway\n1:name=systemd:/");
        file("sys/fs/cgroup/memory/gateway/memory.limit_in_bytes", MIB_512);
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712");
        assertEquals(KIB_OF_512_MIB, limit());
    }

    @Test
    void aContainerWithoutItsOwnViewOfGroupsHasItsLimitAtTheTop() throws Exception {
        file("proc/self/cgroup", "4:memory:/docker/0123\n0::/docker/0123");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", MIB_512);
        assertEquals(KIB_OF_512_MIB, limit());
        file("sys/fs/cgroup/memory.max", "268435456");
        assertEquals("262144", limit());
    }
}
