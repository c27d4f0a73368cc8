package org.ocppgateway.ops.stack.redis;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.ops.stack.process.OtherPrograms;
import redis.embedded.core.ExecutableProvider;

/** The Redis server program: {@link OtherPrograms#STACK_REDIS_SERVER}, the one embedded in embedded-redis, or the one on PATH if that does not run. */
final class RedisBinary {
    private RedisBinary() {}

    /** @param directory for the unpacked embedded program */
    static Path find(Path directory) {
        Optional<Path> other = OtherPrograms.STACK_REDIS_SERVER.path();
        if (other.isPresent()) {
            return other.get();
        }
        try {
            File unpacked = ExecutableProvider.newJarResourceProvider(
                            Files.createDirectories(directory).toFile())
                    .get();
            if (runs(unpacked.getPath())) {
                return unpacked.toPath();
            }
        } catch (IOException | RuntimeException noneForThisPlatform) {
            // Counts as a program that does not run.
        }
        if (runs("redis-server")) {
            return Path.of("redis-server");
        }
        throw new IllegalStateException(
                "No Redis: the embedded program does not run here (it needs glibc 2.34 and OpenSSL 3,"
                        + " on Debian and Ubuntu: apt-get install libssl3), and redis-server is not on PATH."
                        + " Install one of them.");
    }

    private static boolean runs(String program) {
        try {
            Process version = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor(5, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
