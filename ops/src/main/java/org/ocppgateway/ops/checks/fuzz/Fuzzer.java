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
    private static final int MOST_FINDINGS = 20;

    private final List<Corpus.Line> corpus = new ArrayList<>();
    private final List<String> frames;
    private final SplittableRandom seeds;
    private final Trial trial = new Trial();
    private final FuzzTally tally = new FuzzTally();
    private final Set<String> kinds = new HashSet<>();

    Fuzzer(long seed, Set<OcppVersion> versions) {
        this.seeds = new SplittableRandom(seed);
        versions.stream().sorted().map(Corpus::of).forEach(corpus::addAll);
        this.frames = corpus.stream().map(Corpus.Line::frame).toList();
    }

    /**
     * Tries until told to stop, or until there are enough findings.
     *
     * @param told hears of each kind of finding once, made as small as it gets
     */
    void run(BooleanSupplier goesOn, Consumer<Finding> told) {
        corpus.forEach(line -> check(new Input(line.version(), line.action(), line.frame()), true, told));
        while (goesOn.getAsBoolean() && kinds.size() < MOST_FINDINGS) {
            Random random = new Random(seeds.nextLong());
            Corpus.Line line = corpus.get(random.nextInt(corpus.size()));
            String text = new Mutator(random, frames).mutated(line.frame());
            check(new Input(line.version(), line.action(), text), random.nextInt(CONTRACT_SAMPLE) == 0, told);
        }
    }

    private void check(Input input, boolean byContract, Consumer<Finding> told) {
        Trial.Result result = trial.of(input, byContract);
        if (result.handled() != null) {
            tally.count(input, result.handled());
        }
        String broken = result.broken();
        if (broken != null && kinds.add(broken)) {
            Minimiser minimiser = new Minimiser(text ->
                    Objects.equals(trial.of(input.with(text), byContract).broken(), broken));
            told.accept(new Finding(input.with(minimiser.minimised(input.text())), broken));
        }
    }

    FuzzTally tally() {
        return tally;
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
