package org.ocppgateway.gateway.authentication;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.credential.CredentialLookup;
import org.ocppgateway.gateway.limit.AttemptSource;
import org.ocppgateway.protocol.SecurityProfile;

/**
 * Everything about one connection attempt that the decision depends on.
 *
 * @param from the identity in the path, and the true client address
 * @param credentials what the sources know about that identity
 * @param lastProfile the highest profile that its entry had at a successful connection; null if that cannot be read now
 */
public record AuthenticationRequest(
        AttemptSource from,
        Authorization authorization,
        TransportSecurity transport,
        CredentialLookup credentials,
        @Nullable SecurityProfile lastProfile) {}
