package org.ocppgateway.gateway.admission;

import org.ocppgateway.gateway.authentication.Authenticated;
import org.ocppgateway.gateway.authentication.AuthenticationResult;
import org.ocppgateway.gateway.authentication.Principal;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;

/** The check of a charge point's credentials. Thread-safe. */
public interface CredentialCheck {

    /** A check that admits every charge point at profile 0. */
    static CredentialCheck none() {
        AuthenticationResult.Admitted admitted = new AuthenticationResult.Admitted(
                new Authenticated(SecurityProfile.NONE, null, new Principal.Unproven()), null);
        return new CredentialCheck() {
            @Override
            public AuthenticationResult check(AdmissionRequest request) {
                return admitted;
            }

            @Override
            public void onAdmitted(ChargePointId chargePointId, AuthenticationResult.Admitted result) {
                // Nothing to store.
            }
        };
    }

    /** Called on a virtual thread; may block for a bounded time. */
    AuthenticationResult check(AdmissionRequest request) throws InterruptedException;

    /** Called once all checks have passed. Must not block. */
    void onAdmitted(ChargePointId chargePointId, AuthenticationResult.Admitted admitted);
}
