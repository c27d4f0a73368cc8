package org.ocppgateway.gateway.password;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a {@link PasswordHash}. */
final class PasswordHashText {
    private static final int MAX_LENGTH = 512;
    private static final int HMAC_BYTES = 32;
    private static final int MIN_TAG_BYTES = 16;
    private static final int MAX_TAG_BYTES = 64;
    private static final int MIN_SALT_BYTES = 8;

    private static final Pattern HMAC =
            Pattern.compile("\\$hmac-sha256\\$k=([A-Za-z0-9._-]{1,64})\\$([A-Za-z0-9+/=]+)");
    private static final Pattern ARGON2 = Pattern.compile("\\$argon2id\\$(?:v=(\\d{1,3})\\$)?"
            + "m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,9})\\$([A-Za-z0-9+/=]+)\\$([A-Za-z0-9+/=]+)");

    private PasswordHashText() {}

    static PasswordHash parse(String text) throws InvalidPasswordHashException {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidPasswordHashException("a password hash has at most " + MAX_LENGTH + " characters");
        }
        Matcher hmac = HMAC.matcher(text);
        if (hmac.matches()) {
            return new PasswordHash.Hmac(hmac.group(1), decode(hmac.group(2), "tag", HMAC_BYTES, HMAC_BYTES));
        }
        Matcher argon2 = ARGON2.matcher(text);
        if (argon2.matches()) {
            return argon2(argon2);
        }
        throw new InvalidPasswordHashException(
                "a password hash is $hmac-sha256$k=<keyId>$<base64> or $argon2id$v=19$m=<KiB>,"
                        + "t=<passes>,p=<lanes>$<salt>$<tag>");
    }

    static String write(PasswordHash hash) {
        return switch (hash) {
            case PasswordHash.Hmac hmac -> "$hmac-sha256$k=" + hmac.keyId() + "$" + encode(hmac.tag());
            case PasswordHash.Argon2 argon2 ->
                "$argon2id$v=" + argon2.version() + "$m=" + argon2.cost().memoryKib() + ",t="
                        + argon2.cost().passes() + ",p=" + argon2.cost().lanes() + "$" + encode(argon2.salt()) + "$"
                        + encode(argon2.tag());
        };
    }

    private static PasswordHash argon2(Matcher parts) throws InvalidPasswordHashException {
        int version = parts.group(1) == null ? 16 : Integer.parseInt(parts.group(1));
        if (version != 16 && version != 19) {
            throw new InvalidPasswordHashException("the version of Argon2 is 16 or 19, not " + version);
        }
        try {
            Argon2Cost cost = new Argon2Cost(
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)),
                    Integer.parseInt(parts.group(4)));
            return new PasswordHash.Argon2(
                    cost,
                    version,
                    decode(parts.group(5), "salt", MIN_SALT_BYTES, MAX_TAG_BYTES),
                    decode(parts.group(6), "tag", MIN_TAG_BYTES, MAX_TAG_BYTES));
        } catch (IllegalArgumentException e) {
            throw new InvalidPasswordHashException(String.valueOf(e.getMessage()));
        }
    }

    private static byte[] decode(String base64, String what, int least, int most) throws InvalidPasswordHashException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidPasswordHashException("the " + what + " of a password hash is not base64");
        }
        if (bytes.length < least || bytes.length > most) {
            throw new InvalidPasswordHashException(
                    "the " + what + " of a password hash has " + least + " to " + most + " bytes, not " + bytes.length);
        }
        return bytes;
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
