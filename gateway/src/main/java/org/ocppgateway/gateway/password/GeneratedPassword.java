package org.ocppgateway.gateway.password;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random keys for a rotation. */
public final class GeneratedPassword {
    private static final int KEY_BYTES = 20;
    private static final int TEXT_LENGTH = 32;
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private GeneratedPassword() {}

    /** For the AuthorizationKey of OCPP 1.6: 20 bytes as 40 hexadecimal digits, the longest that its white paper allows. */
    public static Password hexadecimal(SecureRandom random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        byte[] text = new byte[2 * KEY_BYTES];
        HexFormat format = HexFormat.of();
        for (int i = 0; i < key.length; i++) {
            text[2 * i] = (byte) format.toHighHexDigit(key[i]);
            text[2 * i + 1] = (byte) format.toLowHexDigit(key[i]);
            key[i] = 0;
        }
        return Password.of(text);
    }

    /** For the BasicAuthPassword of OCPP 2.x, 16 to 40 characters: 32 letters and digits, of which each kind occurs. */
    public static Password text(SecureRandom random) {
        while (true) {
            byte[] text = new byte[TEXT_LENGTH];
            for (int i = 0; i < text.length; i++) {
                text[i] = (byte) CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            }
            Password password = Password.of(text);
            if (!PasswordHasher.isWeak(password)) {
                return password;
            }
            password.close();
        }
    }
}
