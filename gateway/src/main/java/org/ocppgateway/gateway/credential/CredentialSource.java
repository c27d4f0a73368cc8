package org.ocppgateway.gateway.credential;

import java.util.Locale;
import org.ocppgateway.protocol.ChargePointId;

/** Knows the entries of charge points. Called by any number of virtual threads at each handshake; every call is bounded in time. */
public interface CredentialSource {

    /** The kinds of sources, in the order in which they are queried. */
    enum Name {
        /** A file on this pod. */
        FILE,
        /** Redis, shared by all pods. The only one that the gateway writes. */
        REDIS,
        /** A service of the operator. */
        HTTP;

        /** The word in configuration, logs and metrics. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Name name();

    /** Looks up the entry of an identity. */
    CredentialLookup find(ChargePointId chargePointId) throws InterruptedException;
}
