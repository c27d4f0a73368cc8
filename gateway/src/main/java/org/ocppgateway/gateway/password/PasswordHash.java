package org.ocppgateway.gateway.password;

/**
 * The stored form of a password:
 *
 * <ul>
 *   <li>{@code $hmac-sha256$k=<keyId>$<base64>}: HMAC-SHA256 of the password's bytes with a key of {@code security.hash-keys}, for keys of at
 *       least 128 bits, which cannot be guessed anyway.
 *   <li>{@code $argon2id$v=19$m=<KiB>,t=<passes>,p=<lanes>$<salt>$<tag>}: Argon2id in PHC text (RFC 9106), for everything else.
 * </ul>
 *
 * Base64 is the standard alphabet; padding is optional when read and absent when written.
 */
public sealed interface PasswordHash {

    /** Fast: one HMAC. */
    final class Hmac implements PasswordHash {
        private final String keyId;
        private final byte[] tag;

        Hmac(String keyId, byte[] tag) {
            this.keyId = keyId;
            this.tag = tag;
        }

        String keyId() {
            return keyId;
        }

        byte[] tag() {
            return tag;
        }

        @Override
        public String toString() {
            return "Hmac[keyId=" + keyId + "]";
        }
    }

    /** Slow by intent. */
    final class Argon2 implements PasswordHash {
        private final Argon2Cost cost;
        private final int version;
        private final byte[] salt;
        private final byte[] tag;

        Argon2(Argon2Cost cost, int version, byte[] salt, byte[] tag) {
            this.cost = cost;
            this.version = version;
            this.salt = salt;
            this.tag = tag;
        }

        Argon2Cost cost() {
            return cost;
        }

        int version() {
            return version;
        }

        byte[] salt() {
            return salt;
        }

        byte[] tag() {
            return tag;
        }

        @Override
        public String toString() {
            return "Argon2[" + cost + "]";
        }
    }

    /**
     * Reads a hash.
     *
     * @throws InvalidPasswordHashException with the problem as its message, without the text
     */
    static PasswordHash parse(String text) throws InvalidPasswordHashException {
        return PasswordHashText.parse(text);
    }

    /** The text that {@link #parse} reads. */
    default String text() {
        return PasswordHashText.write(this);
    }
}
