package org.ocppgateway.routing.credential;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;

/** Lists the entries of a {@link CredentialStore}, for lists and backups. Called by virtual threads. */
public interface CredentialList {
    /**
     * An entry.
     *
     * @param text JSON as it is stored
     * @param lastProfile highest profile that the entry had at a successful connection
     */
    record Item(ChargePointId chargePointId, String text, SecurityProfile lastProfile) {}

    /**
     * The entries sorted by identity. One that is written or deleted meanwhile may be missing. Takes time proportional to the number of keys
     * in Redis.
     *
     * @param after the identity before the first one; null for none
     * @param limit maximum number of entries
     * @throws CredentialStoreException if Redis is unavailable, or if the list would take more than 20 s
     */
    List<Item> list(@Nullable String after, int limit) throws CredentialStoreException, InterruptedException;
}
