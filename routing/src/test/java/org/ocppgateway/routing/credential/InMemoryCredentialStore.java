package org.ocppgateway.routing.credential;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;

/** Credentials of one process. */
public final class InMemoryCredentialStore implements CredentialStore {
    private final Map<ChargePointId, String> entries = new HashMap<>();
    private final Map<ChargePointId, SecurityProfile> lastProfiles = new HashMap<>();
    private boolean used;

    @Override
    public synchronized PendingCredential read(ChargePointId chargePointId) {
        used |= entries.containsKey(chargePointId);
        StoredCredential stored = new StoredCredential(find(chargePointId), lastProfile(chargePointId), used);
        return () -> stored;
    }

    @Override
    public synchronized @Nullable String find(ChargePointId chargePointId) {
        return entries.get(chargePointId);
    }

    @Override
    public synchronized boolean replace(ChargePointId chargePointId, @Nullable String expected, String replacement) {
        String present = entries.get(chargePointId);
        if (Objects.equals(present, expected)) {
            entries.put(chargePointId, replacement);
            return true;
        }
        return replacement.equals(present);
    }

    @Override
    public synchronized boolean delete(ChargePointId chargePointId) {
        lastProfiles.remove(chargePointId);
        return entries.remove(chargePointId) != null;
    }

    @Override
    public synchronized SecurityProfile lastProfile(ChargePointId chargePointId) {
        return lastProfiles.getOrDefault(chargePointId, SecurityProfile.NONE);
    }

    @Override
    public synchronized void raiseLastProfile(ChargePointId chargePointId, SecurityProfile profile) {
        lastProfiles.merge(chargePointId, profile, SecurityProfile::highest);
    }
}
