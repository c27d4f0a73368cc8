package org.ocppgateway.ops.stack.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Programs that take the place of those of this build, named by environment variables: for checks with other
 * versions ({@code ops/compatibility}).
 */
public enum OtherPrograms {
    /** The {@code java} program that runs the gateways. */
    STACK_JAVA,

    /** The program of a Redis or Valkey server. */
    STACK_REDIS_SERVER,

    /** Directory with all jars of a Kafka broker. */
    STACK_KAFKA_LIBRARIES;

    /**
     * Returns the program, or empty if the variable is not set.
     *
     * @throws IllegalStateException if it does not exist
     */
    public Optional<Path> path() {
        String value = System.getenv(name());
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        Path path = Path.of(value).toAbsolutePath();
        if (!Files.exists(path)) {
            throw new IllegalStateException("environment variable " + name() + ": " + path + " does not exist");
        }
        return Optional.of(path);
    }
}
