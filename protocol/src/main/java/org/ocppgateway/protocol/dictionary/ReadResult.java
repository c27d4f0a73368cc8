package org.ocppgateway.protocol.dictionary;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of reading a payload.
 *
 * @param payload what could be read, also of an invalid payload, so that it may still be identified; null if it is not a
 *     JSON object at all
 * @param violations the rules it breaks, tolerated or not, at most {@link PayloadReader#MAX_VIOLATIONS}
 */
public record ReadResult(@Nullable Payload payload, List<Violation> violations) {
    public ReadResult {
        violations = List.copyOf(violations);
    }

    /** Whether there is nothing that was not tolerated. */
    public boolean valid() {
        return refusal().isEmpty();
    }

    /** The first violation that was not tolerated. */
    public Optional<Violation> refusal() {
        for (Violation violation : violations) {
            if (!violation.tolerated()) {
                return Optional.of(violation);
            }
        }
        return Optional.empty();
    }
}
