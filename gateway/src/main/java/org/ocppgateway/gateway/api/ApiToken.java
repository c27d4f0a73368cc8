package org.ocppgateway.gateway.api;

import java.util.Locale;

/**
 * A configured bearer token.
 *
 * @param name for the audit log
 * @param sha256 SHA-256 of the token in lower-case hexadecimal
 */
public record ApiToken(String name, ApiRole role, String sha256) {
    private static final int HEX_LENGTH = 64;

    /** @throws IllegalArgumentException if the name is empty or the hash is not 64 hexadecimal digits */
    public ApiToken {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a token needs a name");
        }
        if (sha256.length() != HEX_LENGTH || !sha256.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw new IllegalArgumentException("sha256 of token " + name + " must be 64 hexadecimal digits");
        }
        sha256 = sha256.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "ApiToken[" + name + ", " + role + "]";
    }
}
