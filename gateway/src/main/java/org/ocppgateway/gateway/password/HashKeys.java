package org.ocppgateway.gateway.password;

import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys of {@code security.hash-keys}, by their id. New hashes use the active one; the others check hashes that were made with them.
 * Thread-safe. Prints ids, never keys.
 */
public final class HashKeys {
    /** Shortest key, in bytes. */
    public static final int MIN_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    /** No keys: every password is hashed slowly. */
    public static final HashKeys NONE = new HashKeys(Map.of(), null);

    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    private final @Nullable String activeId;

    /**
     * Copies the keys; the caller wipes the arrays.
     *
     * @param keys by id, of letters, digits, dot, hyphen and underscore
     * @param activeId of the key for new hashes; null if there are no keys
     * @throws IllegalArgumentException if they are invalid; the message contains no key
     */
    public HashKeys(Map<String, byte[]> keys, @Nullable String activeId) {
        keys.forEach((id, key) -> {
            if (!id.matches("[A-Za-z0-9._-]{1,64}")) {
                throw new IllegalArgumentException("the id of a hash key has 1 to 64 letters, digits, '.', '_' or '-'");
            }
            if (key.length < MIN_BYTES) {
                throw new IllegalArgumentException("hash key " + id + " has less than " + MIN_BYTES + " bytes");
            }
            this.keys.put(id, new SecretKeySpec(key, ALGORITHM));
        });
        if (activeId == null ? !keys.isEmpty() : !keys.containsKey(activeId)) {
            throw new IllegalArgumentException("the active hash key must be one of " + keys.keySet());
        }
        this.activeId = activeId;
    }

    /** Of the key for new hashes; null if there are no keys. */
    public @Nullable String activeId() {
        return activeId;
    }

    /** The ids of all keys. */
    public Set<String> ids() {
        return Collections.unmodifiableSet(keys.keySet());
    }

    /**
     * The HMAC of some bytes.
     *
     * @throws IllegalArgumentException if there is no key of that id
     */
    byte[] hmac(String keyId, byte[] bytes) {
        SecretKeySpec key = keys.get(keyId);
        if (key == null) {
            throw new IllegalArgumentException("no hash key " + keyId);
        }
        return hmac(key, bytes);
    }

    static byte[] hmac(SecretKeySpec key, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    static SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    @Override
    public String toString() {
        return "HashKeys" + keys.keySet();
    }
}
