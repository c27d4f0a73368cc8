package org.ocppgateway.routing.credential;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.SecurityProfile;

/**
 * Data that the credential store has about one charge point.
 *
 * @param entry text of the entry; null if there is none
 * @param lastProfile highest profile that the entry had at a successful connection
 * @param inUse whether an entry of any charge point was ever found in this store
 */
public record StoredCredential(@Nullable String entry, SecurityProfile lastProfile, boolean inUse) {}
