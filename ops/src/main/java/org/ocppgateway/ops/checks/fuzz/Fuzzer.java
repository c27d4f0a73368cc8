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

/**
 * Runs mutated frames through the gateway's message pipeline. The same seed produces the same inputs. Used by one
 * thread.
 */
final class Fuzzer {
    /** One of this number of events is validated against the schema, because the validation is slow. */
    private static final int CONTRACT_SAMPLE = 40;

    /** The run ends after this number of kinds of findings. */
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
     * Runs until {@code keepRunning} returns false or the maximum number of findings is reached.
     *
     * @param listener receives one minimised finding per kind
     */
    void run(BooleanSupplier keepRunning, Consumer<Finding> listener) {
        corpus.forEach(seedFrame ->
                check(new FuzzInput(seedFrame.version(), seedFrame.action(), seedFrame.frame()), true, listener));
        while (keepRunning.getAsBoolean() && kinds.size() < MAX_FINDINGS) {
            Random random = new Random(seeds.nextLong());
            Corpus.SeedFrame seedFrame = corpus.get(random.nextInt(corpus.size()));
            String text = new Mutator(random, frames).mutate(seedFrame.frame());
            check(
                    new FuzzInput(seedFrame.version(), seedFrame.action(), text),
                    random.nextInt(CONTRACT_SAMPLE) == 0,
                    listener);
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

    /** Returns the number of actions in the corpus, over all versions. */
    long actions() {
        return corpus.stream()
                .map(seedFrame -> List.of(seedFrame.version(), seedFrame.action()))
                .distinct()
                .count();
    }
}
