package org.ocppgateway.protocol.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Violation;

/**
 * Fields of a command result besides its outcome.
 *
 * @param version version of the session that handled the command, or null if none did or it is unknown
 * @param status status of the charge point, for example {@code Accepted}
 * @param payload answer of the charge point as JSON, with credentials masked
 * @param violations rules of OCPP that the answer breaks
 * @param derived ids that the command did not contain
 * @param data answer in the unified model: a JSON object, the same for all versions
 * @param error description of the failure
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

    /** Returns the details of a command without an answer. */
    public static ResultDetails of(@Nullable String error) {
        return error == null ? NOTHING : new ResultDetails(null, null, null, List.of(), DerivedIds.NONE, null, error);
    }

    public ResultDetails withVersion(OcppVersion session) {
        return new ResultDetails(session, status, payload, violations, derived, data, error);
    }
}
