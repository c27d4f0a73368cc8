package org.ocppgateway.protocol.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Violation;

/**
 * What a result tells beyond its outcome.
 *
 * @param version of the session in which the command's turn came; null if it came in none, or if that is not known
 * @param status the charge point's word, for example {@code Accepted}
 * @param payload the charge point's answer as JSON, credentials masked
 * @param violations the rules of OCPP that the answer breaks
 * @param derived ids that the command did not name
 * @param data the answer in the words of the unified model: a JSON object, the same for all versions
 * @param error what went wrong, for people
 */
public record ResultDetails(
        @Nullable OcppVersion version,
        @Nullable String status,
        @Nullable String payload,
        List<Violation> violations,
        DerivedIds derived,
        @Nullable String data,
        @Nullable String error) {
    private static final ResultDetails NOTHING =
            new ResultDetails(null, null, null, List.of(), DerivedIds.NONE, null, null);

    public ResultDetails {
        violations = List.copyOf(violations);
    }

    /** Of a command without an answer. */
    public static ResultDetails of(@Nullable String error) {
        return error == null ? NOTHING : new ResultDetails(null, null, null, List.of(), DerivedIds.NONE, null, error);
    }

    public ResultDetails withVersion(OcppVersion session) {
        return new ResultDetails(session, status, payload, violations, derived, data, error);
    }
}
