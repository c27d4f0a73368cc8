package org.ocppgateway.ops.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/** Renders the chart, if Helm is on the PATH. */
final class Helm {
    private Helm() {}

    /** Standard output and standard error of a rendering. */
    record Rendering(int status, String text) {}

    /** Skips the test with a printed reason if Helm is not on the PATH. */
    static void assumeOnPath(String test) {
        boolean helm = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "helm")));
        assumeTrue(helm, () -> {
            System.out.println(test + " is skipped: helm is not on the PATH");
            return "no helm";
        });
    }

    /** Renders the chart with an example and one more value, {@code path=value}. */
    static Rendering render(String example, String value) throws IOException, InterruptedException {
        List<String> command = List.of(
                "helm",
                "template",
                "gateway",
                ProjectFiles.file("ops/kubernetes/gateway").toString(),
                "--namespace",
                "charging",
                "--values",
                ProjectFiles.file("ops/kubernetes/examples/" + example + ".yaml")
                        .toString(),
                "--set",
                value);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Rendering(process.waitFor(), text);
    }
}
