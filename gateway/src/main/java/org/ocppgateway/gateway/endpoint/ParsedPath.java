package org.ocppgateway.gateway.endpoint;

/** Result of parsing the path of an upgrade request. */
sealed interface ParsedPath permits ChargePointPath, ParsedPath.Unknown, ParsedPath.InvalidIdentity {

    /** The path has no configured prefix, or nothing after it. */
    record Unknown() implements ParsedPath {}

    /**
     * The last segment is not a valid identity.
     *
     * @param tried the segment, decoded if possible; unsafe to print
     */
    record InvalidIdentity(String tried) implements ParsedPath {}
}
