package org.ocppgateway.simulator.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what happened in a replay. Thread-safe. */
final class ReplayTally {
    private static final int MAX_DIFFERENCES = 20;

    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger sameAnswers = new AtomicInteger();
    final AtomicInteger otherAnswers = new AtomicInteger();

    /** Without an answer in the recording. */
    final AtomicInteger newAnswers = new AtomicInteger();

    final AtomicInteger unanswered = new AtomicInteger();
    final AtomicInteger commandsAnswered = new AtomicInteger();

    /** CALLs of the server for whose action the recording has no further answer. */
    final AtomicInteger commandsWithoutAnswer = new AtomicInteger();

    /** Recorded answers whose action the server did not call. */
    final AtomicInteger answersSkipped = new AtomicInteger();

    final AtomicInteger commandsIssued = new AtomicInteger();
    private final List<String> differences = new ArrayList<>();

    synchronized void addDifference(String text) {
        if (differences.size() < MAX_DIFFERENCES) {
            differences.add(text);
        }
    }

    /** Whether every CALL was answered as recorded. */
    boolean isSame() {
        return otherAnswers.get() == 0 && unanswered.get() == 0;
    }

    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>(differences);
        lines.add("%d CALLs sent: %d answered as recorded, %d differently, %d without recorded answer, %d not answered"
                .formatted(calls.get(), sameAnswers.get(), otherAnswers.get(), newAnswers.get(), unanswered.get()));
        lines.add("%d CALLs of the server answered as recorded, %d not in the recording; %d recorded answers skipped"
                .formatted(commandsAnswered.get(), commandsWithoutAnswer.get(), answersSkipped.get()));
        if (commandsIssued.get() > 0) {
            lines.add("%d recorded commands issued again".formatted(commandsIssued.get()));
        }
        return lines;
    }
}
