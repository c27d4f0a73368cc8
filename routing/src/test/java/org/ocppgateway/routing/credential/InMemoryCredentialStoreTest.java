package org.ocppgateway.routing.credential;

/** The one that tests use keeps the contract. */
class InMemoryCredentialStoreTest extends CredentialStoreContract {
    private final CredentialStore store = new InMemoryCredentialStore();

    @Override
    protected CredentialStore store() {
        return store;
    }
}
