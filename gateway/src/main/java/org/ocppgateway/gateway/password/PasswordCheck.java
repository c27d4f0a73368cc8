package org.ocppgateway.gateway.password;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.limit.AttemptSource;

/** Checks received passwords. Called by any number of virtual threads; every call is bounded in time. */
public interface PasswordCheck {

    /**
     * Compares a received password with the hashes of an entry.
     *
     * @param from who sent it
     * @param password stays the caller's
     * @param hash of the entry
     * @param previousHash of the password before a rotation; null for none
     */
    Verification verify(AttemptSource from, Password password, String hash, @Nullable String previousHash)
            throws InterruptedException;

    /**
     * Does what {@link #verify} does with a wrong password, limits included, where there is no entry, so that the duration does not reveal
     * whether an identity is known. Never returns {@link Verification.Matched}.
     */
    Verification pretend(AttemptSource from, Password password) throws InterruptedException;
}
