package org.ocppgateway.ops.checks.fuzz;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;

/** Runs {@code ops/fuzz} for a few seconds. */
class FuzzerTest {
    private static final long SEED = Long.getLong("seed", 20261121);
    private static final int TEXTS = 30_000;

    @Test
    void aMutatedFrameBreaksNoRule() {
        System.out.println("seed=" + SEED);
        Fuzzer fuzzer = new Fuzzer(SEED, EnumSet.allOf(OcppVersion.class));
        List<Finding> findings = new ArrayList<>();
        fuzzer.run(() -> fuzzer.counts().inputs() < TEXTS, findings::add);
        assertEquals(List.of(), findings, "with seed=" + SEED);
        assertEquals(
                Set.of("published", "refused", "completed", "failed", "silence"),
                fuzzer.counts().decisions().keySet());
        assertTrue(fuzzer.counts().actionsReached() > fuzzer.actions() / 2, "the mutations reach too few actions");
    }

    @ParameterizedTest
    @EnumSource
    void theCorpusHasAValidFrameOfEveryActionAndAnswer(OcppVersion version) {
        InputCheck inputCheck = new InputCheck();
        Set<Action> good = new HashSet<>();
        for (Corpus.SeedFrame seedFrame : Corpus.of(version)) {
            InputCheck.Result result =
                    inputCheck.of(new FuzzInput(version, seedFrame.action(), seedFrame.frame()), true);
            assertEquals(null, result.violation(), seedFrame.frame());
            if (result.handled() instanceof HandlingResult.Published
                    || result.handled() instanceof HandlingResult.Completed) {
                good.add(seedFrame.action());
            }
        }
        Set<Action> all = Dictionary.of(version).messages().stream()
                .filter(message -> message.direction().fromChargePoint() || message.response() != null)
                .map(message -> message.action())
                .collect(toSet());
        assertEquals(all, good);
    }

    @Test
    void theSameSeedRepeatsTheRun() {
        assertEquals(decisions(), decisions());
    }

    private static Object decisions() {
        Fuzzer fuzzer = new Fuzzer(SEED, EnumSet.of(OcppVersion.V2_1));
        fuzzer.run(() -> fuzzer.counts().inputs() < 1_000, finding -> {});
        return fuzzer.counts().decisions();
    }

    @Test
    void aFindingIsMinimised() {
        assertEquals("b", new Minimiser(text -> text.contains("b")).minimise("aaaabaaaaaaaaaaaa"));
    }
}
