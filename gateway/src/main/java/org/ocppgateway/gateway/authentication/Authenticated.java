package org.ocppgateway.gateway.authentication;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.credential.CredentialLookup;
import org.ocppgateway.protocol.SecurityProfile;

/**
 * Proof of identity of a connection.
 *
 * @param profile that it has proved; may be higher than the entry requires
 * @param entryProfile profile of the entry; null without an entry
 */
public record Authenticated(
        SecurityProfile profile, @Nullable SecurityProfile entryProfile, Principal principal) {

    /** Whether the session has to end, because its entry was deleted or blocked, or its profile was raised. */
    public boolean isEndedBy(CredentialLookup lookup) {
        return switch (lookup) {
            case CredentialLookup.Unavailable unavailable -> false;
            case CredentialLookup.Unknown unknown -> entryProfile != null;
            case CredentialLookup.Found found -> {
                SecurityProfile before = entryProfile == null ? SecurityProfile.NONE : entryProfile;
                yield found.entry().blocked()
                        || before.isLowerThan(found.entry().profile());
            }
        };
    }
}
