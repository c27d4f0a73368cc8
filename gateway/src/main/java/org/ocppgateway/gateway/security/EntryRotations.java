package org.ocppgateway.gateway.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.InstantSource;
import org.ocppgateway.gateway.credential.CredentialChain;
import org.ocppgateway.gateway.credential.CredentialLookup;
import org.ocppgateway.gateway.credential.CredentialSource;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.password.Password;
import org.ocppgateway.gateway.password.PasswordHasher;
import org.ocppgateway.gateway.session.PasswordRotations;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.credential.CredentialAdministration;
import org.ocppgateway.routing.credential.CredentialEntry;
import org.ocppgateway.routing.credential.CredentialStoreException;
import org.ocppgateway.routing.credential.InvalidCredentialEntryException;
import org.ocppgateway.routing.log.EventLog;

/** Rotations in the entries of Redis. Entries of other sources cannot be changed, so a rotation of theirs is refused. Thread-safe. */
final class EntryRotations implements PasswordRotations {
    private static final EventLog LOG = EventLog.of(EntryRotations.class);

    private static final String PENDING =
            "a rotation is pending: it ends when the charge point connects with the password that was set"
                    + " last. End its session, send that password again, or replace the credential entry"
                    + " (PUT /api/v1/credentials/{id})";

    private final CredentialChain sources;
    private final CredentialAdministration administration;
    private final PasswordHasher hasher;
    private final InstantSource clock;

    EntryRotations(
            CredentialChain sources,
            CredentialAdministration administration,
            PasswordHasher hasher,
            InstantSource clock) {
        this.sources = sources;
        this.administration = administration;
        this.hasher = hasher;
        this.clock = clock;
    }

    @Override
    public Rotation begin(ChargePointId chargePointId, String newPassword) throws InterruptedException {
        if (newPassword.isEmpty()) {
            return new Rotation.Unmanaged();
        }
        return switch (sources.find(chargePointId)) {
            case CredentialLookup.Unknown unknown -> new Rotation.Unmanaged();
            case CredentialLookup.Unavailable unavailable ->
                new Rotation.Refused("the new password cannot be stored: credential source "
                        + unavailable.source().label() + " is unavailable");
            case CredentialLookup.Found found ->
                found.source() == CredentialSource.Name.REDIS
                        ? rotate(chargePointId, found.entry(), newPassword)
                        : new Rotation.Refused(
                                "the new password cannot be stored, because the credential entry is in the"
                                        + " source " + found.source().label() + "; set the password there with"
                                        + " previousPasswordHash first, or move the entry to Redis"
                                        + " (PUT /api/v1/credentials/{id})");
        };
    }

    private Rotation rotate(ChargePointId chargePointId, CredentialEntry entry, String newPassword)
            throws InterruptedException {
        try (Password password = Password.of(newPassword.getBytes(UTF_8))) {
            String present = entry.passwordHash();
            if (present != null && hasher.matches(password, present)) {
                return new Rotation.Repeated(); // a slow hash has a new salt, so it would look like another password
            }
            String hash = hasher.hash(password).text();
            return switch (administration.rotate(chargePointId, hash, clock.instant())) {
                case BEGUN -> new Rotation.Begun(hash);
                case REPEATED -> new Rotation.Repeated();
                case PENDING -> new Rotation.Refused(PENDING);
                case NO_ENTRY -> new Rotation.Unmanaged();
            };
        } catch (CredentialStoreException | InvalidCredentialEntryException e) {
            return new Rotation.Refused("the new password cannot be stored: " + e.getMessage());
        }
    }

    @Override
    public void cancel(ChargePointId chargePointId, Rotation.Begun rotation) throws InterruptedException {
        try {
            var unused = administration.cancelRotation(chargePointId, rotation.newHash(), clock.instant());
        } catch (CredentialStoreException | InvalidCredentialEntryException e) {
            LOG.log(GatewayLogEvent.CREDENTIAL_ROTATION_NOT_STORED, chargePointId, e.getMessage());
        }
    }

    /** Ends the old password, because the charge point came with the new one. */
    void confirm(ChargePointId chargePointId, String newHash) throws InterruptedException {
        try {
            var unused = administration.confirmRotation(chargePointId, newHash);
            LOG.log(GatewayLogEvent.CREDENTIAL_ROTATED, chargePointId);
        } catch (CredentialStoreException | InvalidCredentialEntryException e) {
            LOG.log(GatewayLogEvent.CREDENTIAL_ROTATION_UNCONFIRMED, chargePointId, e);
        }
    }
}
