package org.ocppgateway.gateway.password;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Makes the hash of a new password: a fast one for random keys of at least 128 bits if there are hash keys, else a slow one. A key in
 * hexadecimal text is hashed in lower case; every spelling of it matches. Thread-safe.
 */
public final class PasswordHasher {
    private static final int SALT_BYTES = 16;
    private static final int TAG_BYTES = 32;

    private final HashKeys keys;
    private final Argon2Cost cost;
    private final SecureRandom random;

    /**
     * Makes hashes.
     *
     * @param cost of hashes for weak passwords
     * @param random for salts
     */
    public PasswordHasher(HashKeys keys, Argon2Cost cost, SecureRandom random) {
        this.keys = keys;
        this.cost = cost;
        this.random = random;
    }

    /**
     * Hashes a password; the caller closes it. A weak one takes the time that the cost determines.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public PasswordHash hash(Password password) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("a password must not be empty");
        }
        byte[] bytes = PasswordSpellings.canonical(password.bytes());
        try {
            String keyId = keys.activeId();
            return keyId != null && PasswordStrength.isStrongKey(bytes)
                    ? new PasswordHash.Hmac(keyId, keys.hmac(keyId, bytes))
                    : slow(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Whether a hash is of this password, as {@link #hash} makes it. A slow one takes the time of its cost. False if it cannot be checked. */
    public boolean matches(Password password, String hash) {
        byte[] bytes = PasswordSpellings.canonical(password.bytes());
        try {
            return switch (PasswordHash.parse(hash)) {
                case PasswordHash.Hmac hmac ->
                    keys.ids().contains(hmac.keyId())
                            && MessageDigest.isEqual(hmac.tag(), keys.hmac(hmac.keyId(), bytes));
                // Not Argon2Hashing.matches: the memory that it keeps is for few threads.
                case PasswordHash.Argon2 argon2 ->
                    MessageDigest.isEqual(
                            argon2.tag(),
                            Argon2Hashing.tag(
                                    argon2.cost(), argon2.version(), argon2.salt(), argon2.tag().length, bytes));
            };
        } catch (InvalidPasswordHashException e) {
            return false;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private PasswordHash.Argon2 slow(byte[] password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PasswordHash.Argon2(
                cost,
                Argon2Hashing.VERSION,
                salt,
                Argon2Hashing.tag(cost, Argon2Hashing.VERSION, salt, TAG_BYTES, password));
    }

    /** Whether a password is so weak that its hash has to be slow; for a word of warning. */
    public static boolean isWeak(Password password) {
        return !PasswordStrength.isStrongKey(password.bytes());
    }
}
