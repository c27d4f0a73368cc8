package org.ocppgateway.gateway.password;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.ocppgateway.gateway.limit.BoundedMap;

/**
 * Remembers that a password matched a slow hash, so that a reconnect storm computes none. An entry is a keyed digest of password and hash,
 * with a random key of this process. A changed hash is therefore checked again. Thread-safe.
 */
final class VerifiedPasswords {
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;
    private final BoundedMap<ByteBuffer, Boolean> digests;

    /** @param limit the most pairs that are remembered */
    VerifiedPasswords(int limit, Runnable onEviction, SecureRandom random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        this.key = HashKeys.key(bytes);
        Arrays.fill(bytes, (byte) 0);
        this.digests = new BoundedMap<>(limit, onEviction);
    }

    boolean contains(String hash, Password password) {
        return digests.get(digest(hash, password)) != null;
    }

    void add(String hash, Password password) {
        digests.put(digest(hash, password), Boolean.TRUE);
    }

    int size() {
        return digests.size();
    }

    private ByteBuffer digest(String hash, Password password) {
        byte[] hashBytes = hash.getBytes(StandardCharsets.UTF_8);
        // The length in front keeps two pairs apart whose texts together are the same.
        byte[] input = ByteBuffer.allocate(Integer.BYTES + hashBytes.length + password.bytes().length)
                .putInt(hashBytes.length)
                .put(hashBytes)
                .put(password.bytes())
                .array();
        byte[] digest = HashKeys.hmac(key, input);
        Arrays.fill(input, (byte) 0);
        return ByteBuffer.wrap(digest).asReadOnlyBuffer();
    }
}
