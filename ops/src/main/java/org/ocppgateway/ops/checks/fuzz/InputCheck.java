package org.ocppgateway.ops.checks.fuzz;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Handles one input and checks it: no exception, bounded time and memory, and the {@link OutputRules}. Used by one
 * thread.
 *
 * <p>An input that exceeds a bound is repeated once, because a pause of the machine or class loading can be the cause.
 */
final class InputCheck {
    private static final long MAX_NANOS = 200_000_000;
    private static final long MAX_NANOS_PER_CHARACTER = 2_000;
    private static final long MAX_BYTES = 128 * 1024;
    private static final long MAX_BYTES_PER_CHARACTER = 400;
    private static final int TRIES = 2;

    private final GatewayPipeline pipeline = new GatewayPipeline();
    private final OutputRules rules = new OutputRules();
    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * Result of a check.
     *
     * @param handled null if an exception was thrown
     * @param violation description of the violation, or null
     */
    record Result(
            @Nullable HandlingResult handled, @Nullable String violation) {}

    /** @param checkSchema whether to validate an event against its JSON schema */
    Result of(FuzzInput input, boolean checkSchema) {
        HandlingResult handled;
        try {
            Optional<String> bound = Optional.empty();
            int tries = 0;
            do {
                long bytes = threads.getCurrentThreadAllocatedBytes();
                long nanos = System.nanoTime();
                handled = pipeline.handle(input.version(), input.action(), input.text());
                bound = bound(
                        input.text().length(),
                        System.nanoTime() - nanos,
                        threads.getCurrentThreadAllocatedBytes() - bytes);
                tries++;
            } while (bound.isPresent() && tries < TRIES);
            if (bound.isPresent()) {
                return new Result(handled, bound.get());
            }
        } catch (RuntimeException | Error e) {
            StackTraceElement[] trace = e.getStackTrace();
            String where = trace.length == 0 ? "" : " at " + trace[0];
            return new Result(null, e.getClass().getSimpleName() + where);
        }
        Optional<String> violation = rules.violation(input.version(), input.text(), handled);
        if (violation.isEmpty() && checkSchema && handled instanceof HandlingResult.Published published) {
            violation = rules.schemaViolation(published);
        }
        return new Result(handled, violation.orElse(null));
    }

    private static Optional<String> bound(int length, long nanos, long bytes) {
        if (nanos > MAX_NANOS + length * MAX_NANOS_PER_CHARACTER) {
            return Optional.of("takes too long");
        }
        return bytes > MAX_BYTES + length * MAX_BYTES_PER_CHARACTER
                ? Optional.of("takes too much memory")
                : Optional.empty();
    }
}
