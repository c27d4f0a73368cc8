package org.ocppgateway.gateway.endpoint;

import org.jspecify.annotations.Nullable;

/** Result of parsing the path of an upgrade request. */
sealed interface ParsedPath permits ChargePointPath, ParsedPath.Unknown, ParsedPath.InvalidIdentity {

    /**
     * The path has no configured prefix, or nothing after it.
     *
     * @param lastSegment the segment that is probably the identity, if it is a valid one; null otherwise
     */
    record Unknown(@Nullable String lastSegment) implements ParsedPath {}

    /**
     * The last segment is not a valid identity.
     *
     * @param tried the segment, decoded if possible; unsafe to print
     */
    record InvalidIdentity(String tried) implements ParsedPath {}
}
