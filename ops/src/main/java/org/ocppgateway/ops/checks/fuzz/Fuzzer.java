package org.ocppgateway.ops.checks.fuzz;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.ocppgateway.protocol.OcppVersion;

/** Tries damaged frames, one after the other; the same seed tries the same. Belongs to one thread. */
final class Fuzzer {
    /** One out of so many events is held against the contract's schema, which takes as long as everything else for many. */
    private static final int CONTRACT_SAMPLE = 40;

    /** Of how many kinds of findings one run tells. */
    private static final int MAX_FINDINGS = 20;

    private final List<Corpus.SeedFrame> corpus = new ArrayList<>();
    private final List<String> frames;
    private final SplittableRandom seeds;
    private final InputCheck inputCheck = new InputCheck();
    private final FuzzCounts counts = new FuzzCounts();
    private final Set<String> kinds = new HashSet<>();

    Fuzzer(long seed, Set<OcppVersion> versions) {
        this.seeds = new SplittableRandom(seed);
        versions.stream().sorted().map(Corpus::of).forEach(corpus::addAll);
        this.frames = corpus.stream().map(Corpus.SeedFrame::frame).toList();
    }

    /**
     * Tries until told to stop, or until there are enough findings.
     *
     * @param told hears of each kind of finding once, made as small as it gets
     */
    void run(BooleanSupplier keepRunning, Consumer<Finding> listener) {
        corpus.forEach(line -> check(new FuzzInput(line.version(), line.action(), line.frame()), true, listener));
        while (keepRunning.getAsBoolean() && kinds.size() < MAX_FINDINGS) {
            Random random = new Random(seeds.nextLong());
            Corpus.SeedFrame line = corpus.get(random.nextInt(corpus.size()));
            String text = new Mutator(random, frames).mutate(line.frame());
            check(new FuzzInput(line.version(), line.action(), text), random.nextInt(CONTRACT_SAMPLE) == 0, listener);
        }
    }

    private void check(FuzzInput input, boolean checkSchema, Consumer<Finding> listener) {
        InputCheck.Result result = inputCheck.of(input, checkSchema);
        if (result.handled() != null) {
            counts.count(input, result.handled());
        }
        String violation = result.violation();
        if (violation != null && kinds.add(violation)) {
            Minimiser minimiser = new Minimiser(text ->
                    Objects.equals(inputCheck.of(input.with(text), checkSchema).violation(), violation));
            listener.accept(new Finding(input.with(minimiser.minimise(input.text())), violation));
        }
    }

    FuzzCounts counts() {
        return counts;
    }

    int findings() {
        return kinds.size();
    }

    /** How many actions the corpus has, over all versions. */
    long actions() {
        return corpus.stream()
                .map(line -> List.of(line.version(), line.action()))
                .distinct()
                .count();
    }
}
