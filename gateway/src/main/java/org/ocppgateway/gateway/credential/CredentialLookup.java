package org.ocppgateway.gateway.credential;

import org.ocppgateway.routing.credential.CredentialEntry;

/** Answer of a source about an identity. */
public sealed interface CredentialLookup {

    /**
     * There is an entry.
     *
     * @param source that has it
     * @param stale whether it is the last one that was read, because the source is unavailable now
     */
    record Found(CredentialEntry entry, CredentialSource.Name source, boolean stale) implements CredentialLookup {}

    /** There is none. */
    record Unknown() implements CredentialLookup {}

    /**
     * The source cannot answer at present. Unlike an unknown charge point, this one has to try again.
     *
     * @param reason for the operator
     */
    record Unavailable(CredentialSource.Name source, String reason) implements CredentialLookup {}
}
