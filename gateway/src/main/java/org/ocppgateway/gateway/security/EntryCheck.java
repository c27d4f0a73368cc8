package org.ocppgateway.gateway.security;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admission.AdmissionRequest;
import org.ocppgateway.gateway.admission.CredentialCheck;
import org.ocppgateway.gateway.authentication.AuthenticationPolicy;
import org.ocppgateway.gateway.authentication.AuthenticationRequest;
import org.ocppgateway.gateway.authentication.AuthenticationResult;
import org.ocppgateway.gateway.credential.CredentialChain;
import org.ocppgateway.gateway.credential.CredentialLookup;
import org.ocppgateway.gateway.credential.RedisCredentialSource;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;
import org.ocppgateway.routing.credential.CredentialStore;

/** Checks the credentials of an upgrade against the entry of its charge point. Thread-safe. */
final class EntryCheck implements CredentialCheck {
    private final RedisCredentialSource redis;
    private final CredentialChain sources;
    private final AuthenticationPolicy policy;
    private final CredentialStore store;
    private final EntryRotations rotations;
    private final IdentityCase spelling;

    /**
     * @param redis begins each lookup, also where Redis is no source of entries, because it has the last profiles
     * @param store receives the last profiles
     * @param rotations ends the old password once the new one was seen
     */
    EntryCheck(
            RedisCredentialSource redis,
            CredentialChain sources,
            AuthenticationPolicy policy,
            CredentialStore store,
            EntryRotations rotations) {
        this.redis = redis;
        this.sources = sources;
        this.policy = policy;
        this.store = store;
        this.rotations = rotations;
        this.spelling = new IdentityCase(sources, System::nanoTime);
    }

    @Override
    public AuthenticationResult check(AdmissionRequest request) throws InterruptedException {
        ChargePointId chargePointId = request.chargePointId();
        RedisCredentialSource.Pending stored = redis.begin(chargePointId);
        CredentialLookup lookup = sources.find(chargePointId, stored);
        AuthenticationResult result = policy.decide(new AuthenticationRequest(
                request.source(), request.authorization(), request.client().transport(), lookup, stored.lastProfile()));
        return result instanceof AuthenticationResult.Refused refused
                ? spelling.explain(chargePointId, refused)
                : result;
    }

    @Override
    public void onAdmitted(ChargePointId chargePointId, AuthenticationResult.Admitted admitted) {
        @Nullable SecurityProfile profile = admitted.authenticated().entryProfile();
        if (profile != null && profile != SecurityProfile.NONE) {
            store.raiseLastProfile(chargePointId, profile);
        }
        String confirmed = admitted.confirmedHash();
        if (confirmed != null) {
            Thread.ofVirtual().name("rotation").start(() -> confirm(chargePointId, confirmed));
        }
    }

    private void confirm(ChargePointId chargePointId, String confirmedHash) {
        try {
            rotations.confirm(chargePointId, confirmedHash);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
