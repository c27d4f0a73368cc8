package org.ocppgateway.gateway.credential;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;
import org.ocppgateway.routing.credential.CredentialEntryJson;
import org.ocppgateway.routing.credential.CredentialStore;
import org.ocppgateway.routing.credential.CredentialStoreException;
import org.ocppgateway.routing.credential.InvalidCredentialEntryException;
import org.ocppgateway.routing.credential.PendingCredential;
import org.ocppgateway.routing.credential.StoredCredential;
import org.ocppgateway.routing.log.EventLog;

/**
 * Entries in Redis, read at every handshake. An invalid entry makes the source unavailable for its charge point. While Redis is
 * unavailable, the source is too. Exception: if entries are optional and none has ever been seen in this Redis, the charge point is
 * unknown. Thread-safe.
 */
public final class RedisCredentialSource implements CredentialSource {
    private static final EventLog LOG = EventLog.of(RedisCredentialSource.class);

    private final CredentialStore store;
    private final boolean entriesOptional;
    private volatile boolean inUse;

    /** @param entriesOptional whether charge points without an entry are admitted */
    public RedisCredentialSource(CredentialStore store, boolean entriesOptional) {
        this.store = store;
        this.entriesOptional = entriesOptional;
    }

    @Override
    public Name name() {
        return Name.REDIS;
    }

    @Override
    public CredentialLookup find(ChargePointId chargePointId) throws InterruptedException {
        return begin(chargePointId).find(chargePointId);
    }

    /** Begins a lookup. Does not wait. */
    public Pending begin(ChargePointId chargePointId) {
        return new Pending(store.read(chargePointId));
    }

    /** A lookup that has begun. Used by one thread. */
    public final class Pending implements CredentialSource {
        private final PendingCredential reading;

        private Pending(PendingCredential reading) {
            this.reading = reading;
        }

        @Override
        public Name name() {
            return Name.REDIS;
        }

        @Override
        public CredentialLookup find(ChargePointId chargePointId) throws InterruptedException {
            try {
                StoredCredential stored = reading.await();
                if (stored.inUse()) {
                    inUse = true;
                }
                return stored.entry() == null
                        ? new CredentialLookup.Unknown()
                        : new CredentialLookup.Found(CredentialEntryJson.parse(stored.entry()), name(), false);
            } catch (CredentialStoreException e) {
                return entriesOptional && !inUse
                        ? new CredentialLookup.Unknown()
                        : new CredentialLookup.Unavailable(name(), String.valueOf(e.getMessage()));
            } catch (InvalidCredentialEntryException e) {
                LOG.log(GatewayLogEvent.CREDENTIAL_ENTRY_INVALID, chargePointId, e.getMessage());
                return new CredentialLookup.Unavailable(name(), "invalid entry: " + e.getMessage());
            }
        }

        /** The highest profile that the entry had at a successful connection; null if that cannot be read. */
        public @Nullable SecurityProfile lastProfile() throws InterruptedException {
            try {
                return reading.await().lastProfile();
            } catch (CredentialStoreException e) {
                return null;
            }
        }
    }
}
