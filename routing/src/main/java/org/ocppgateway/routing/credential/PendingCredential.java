package org.ocppgateway.routing.credential;

/** Data of the store about a charge point, while they are being read. */
@FunctionalInterface
public interface PendingCredential {

    /** Waits for the reply for a bounded time. May be called again and returns the same. */
    StoredCredential await() throws CredentialStoreException, InterruptedException;
}
