package org.ocppgateway.ops.options;

import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Option;

/** {@code --seed}: the seed of a command with random input. */
public final class SeedOption {
    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "seed of the random input, which repeats that of an earlier run (default: random)")
    private long seed = ThreadLocalRandom.current().nextLong(1, 1_000_000);

    public long value() {
        return seed;
    }
}
