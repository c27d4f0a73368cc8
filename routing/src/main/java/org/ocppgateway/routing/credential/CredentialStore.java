package org.ocppgateway.routing.credential;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;

/**
 * Entries that the gateway may change, and the last profiles, which it keeps for entries of every source. Entries are text here: a backend
 * may have written them. Called by any number of virtual threads; every call is bounded in time.
 */
public interface CredentialStore {

    /** Begins to read everything that a handshake needs. Does not wait. */
    PendingCredential read(ChargePointId chargePointId);

    /** The text of an entry; null if there is none. */
    @Nullable
    String find(ChargePointId chargePointId) throws CredentialStoreException, InterruptedException;

    /**
     * Replaces an entry unless another writer has changed it meanwhile.
     *
     * @param expected the text that is replaced; null for none
     * @return whether the replacement is stored now
     */
    boolean replace(ChargePointId chargePointId, @Nullable String expected, String replacement)
            throws CredentialStoreException, InterruptedException;

    /**
     * Deletes an entry and then its last profile. May be repeated: if it fails between the two, the last profile is left.
     *
     * @return whether there was an entry
     */
    boolean delete(ChargePointId chargePointId) throws CredentialStoreException, InterruptedException;

    /** The highest profile that the entry had at a successful connection; {@link SecurityProfile#NONE} if there was none. */
    SecurityProfile lastProfile(ChargePointId chargePointId) throws CredentialStoreException, InterruptedException;

    /**
     * Raises the last profile; never lowers it. Does not wait: an update that is lost while Redis is unavailable is repeated by the next
     * connection.
     */
    void raiseLastProfile(ChargePointId chargePointId, SecurityProfile profile);
}
