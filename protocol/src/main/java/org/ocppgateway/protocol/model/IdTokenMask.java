package org.ocppgateway.protocol.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Masks id tokens in events if a secret is configured. Replaces each token by a keyed hash of {@value #LENGTH} characters.
 * Events with the same token still have the same value, and the holder of the secret can test which known token it is. Tokens
 * that differ only in case get the same hash, because OCPP compares tokens without case. Immutable and thread-safe.
 *
 * <p>Does not mask vendor-specific content: the data of DataTransfer, and free text.
 */
public final class IdTokenMask {
    /** Masks nothing. */
    public static final IdTokenMask NONE = new IdTokenMask(null);

    /** Minimum length of a secret in characters. */
    public static final int MIN_SECRET_LENGTH = 16;

    /** Fits the 20 characters of an id tag in OCPP 1.6. */
    static final int LENGTH = 19;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int HASH_BYTES = 8;

    /** Fields that contain a token as a string or as an object. */
    private static final Set<String> TOKENS =
            Set.of("idTag", "parentIdTag", "idToken", "groupIdToken", "additionalIdToken");

    /** Field of a token object that contains the token in the unified model. OCPP 2.x calls it idToken. */
    private static final String VALUE = "value";

    private final @Nullable SecretKeySpec key;

    private IdTokenMask(@Nullable SecretKeySpec key) {
        this.key = key;
    }

    /**
     * Creates a mask with this secret.
     *
     * @param secret at least {@value #MIN_SECRET_LENGTH} characters, the same on all pods
     */
    public static IdTokenMask with(String secret) {
        if (secret.length() < MIN_SECRET_LENGTH) {
            throw new IllegalArgumentException("the secret has fewer than " + MIN_SECRET_LENGTH + " characters");
        }
        return new IdTokenMask(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
    }

    /** Returns an OCPP payload with its tokens masked. An unreadable payload is replaced as a whole. */
    public String payload(String json) {
        return key == null || !mayNameTokens(json) ? json : masked(json, key);
    }

    /** Does the same for the unified fields of an event: the members of a JSON object without its braces. */
    public String fields(String members) {
        if (key == null || !mayNameTokens(members)) {
            return members;
        }
        String masked = masked('{' + members + '}', key);
        return masked.substring(1, masked.length() - 1);
    }

    /** Masks one token. */
    public String token(String token) {
        return key == null ? token : mask(token, key);
    }

    /** Masks a content key. Otherwise an event id could be used to guess the token. */
    public String contentKey(String contentKey) {
        return key == null ? contentKey : hash(contentKey, key);
    }

    /** Returns whether the text may contain a token. Field names may be escaped. */
    private static boolean mayNameTokens(String json) {
        return json.contains("IdT") || json.contains("idT") || json.contains("\\u");
    }

    private static String masked(String json, SecretKeySpec key) {
        try {
            JsonElement tree = JsonParser.parseString(json);
            mask(tree, key);
            return tree.toString();
        } catch (JsonParseException e) {
            return '"' + Masking.MASK + '"';
        }
    }

    private static void mask(JsonElement json, SecretKeySpec key) {
        if (json instanceof JsonArray array) {
            array.forEach(element -> mask(element, key));
        } else if (json instanceof JsonObject object) {
            for (String name : List.copyOf(object.keySet())) {
                if (TOKENS.contains(name)) {
                    maskToken(object, name, key);
                }
                mask(object.get(name), key);
            }
        }
    }

    /** Masks a string, or the value in an object. Leaves other values unchanged. */
    private static void maskToken(JsonObject holder, String name, SecretKeySpec key) {
        if (holder.get(name) instanceof JsonPrimitive token) {
            holder.addProperty(name, mask(token.getAsString(), key));
        } else if (holder.get(name) instanceof JsonObject object && object.get(VALUE) instanceof JsonPrimitive token) {
            object.addProperty(VALUE, mask(token.getAsString(), key));
        }
    }

    private static String mask(String token, SecretKeySpec key) {
        return Masking.MASK + hash(token.toLowerCase(Locale.ROOT), key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IdTokenMask mask && Objects.equals(key, mask.key);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(key);
    }

    private static String hash(String text, SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)), 0, HASH_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "missing algorithm, which every Java platform must provide: " + ALGORITHM, e);
        }
    }
}
