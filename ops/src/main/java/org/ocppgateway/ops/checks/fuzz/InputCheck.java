package org.ocppgateway.ops.checks.fuzz;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tries one text: nothing is thrown, time and memory keep to bounds, and the {@link OutputRules} hold. Belongs to one thread.
 *
 * <p>What breaks a bound is tried once more: a pause of the machine does not come twice, and classes are loaded only once.
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
     * How a trial ended.
     *
     * @param handled null if something was thrown
     * @param broken what does not hold, or null
     */
    record Result(@Nullable HandlingResult handled, @Nullable String violation) {}

    /** @param byContract whether an event is held against the contract's schema, too */
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
