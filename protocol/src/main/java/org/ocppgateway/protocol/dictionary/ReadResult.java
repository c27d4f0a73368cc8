package org.ocppgateway.protocol.dictionary;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Result of reading a payload.
 *
 * @param payload the readable part, also of an invalid payload, so that the message can be identified; null if the text is not
 *     a JSON object
 * @param violations the rules that the payload breaks, tolerated or not, at most {@link PayloadReader#MAX_VIOLATIONS}
 */
public record ReadResult(@Nullable Payload payload, List<Violation> violations) {
    public ReadResult {
        violations = List.copyOf(violations);
    }

    /** Returns whether all violations were tolerated. */
    public boolean valid() {
        return refusal().isEmpty();
    }

    /** Returns the first violation that was not tolerated. */
    public Optional<Violation> refusal() {
        for (Violation violation : violations) {
            if (!violation.tolerated()) {
                return Optional.of(violation);
            }
        }
        return Optional.empty();
    }
}
