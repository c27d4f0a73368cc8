package org.ocppgateway.routing.credential;

/** A started read of the data that the credential store has about a charge point. */
@FunctionalInterface
public interface PendingCredential {

    /** Waits for the reply for a bounded time. Further calls return the same data. */
    StoredCredential await() throws CredentialStoreException, InterruptedException;
}
