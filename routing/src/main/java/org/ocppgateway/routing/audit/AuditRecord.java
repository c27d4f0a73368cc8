package org.ocppgateway.routing.audit;

import java.time.Instant;
import org.ocppgateway.protocol.PodId;

/**
 * A changing call of the API. Its body is not recorded, because it may contain a password.
 *
 * @param id unique; ids are sorted by time, the latest first
 * @param pod the pod that answered
 * @param caller name of the token, or the client address without tokens
 * @param path raw, truncated to {@link #MAX_PATH} characters
 * @param status HTTP status of the answer
 */
public record AuditRecord(String id, Instant time, PodId pod, String caller, String method, String path, int status) {
    /** Maximum length of a path, in characters. */
    public static final int MAX_PATH = 300;
}
