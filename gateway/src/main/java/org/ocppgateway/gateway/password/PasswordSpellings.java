package org.ocppgateway.gateway.password;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The byte strings that a received password may represent, the most likely first. Charge points spell one key in several ways:
 *
 * <ul>
 *   <li>The AuthorizationKey of OCPP 1.6 is set as hexadecimal text; in HTTP some send its bytes, as the white paper requires, others the
 *       text, in either case.
 *   <li>RFC 7617 leaves the charset open: text of OCPP 2.x is hashed as UTF-8, and some send ISO 8859-1.
 *   <li>Some store a blank, a line break or a NUL behind the password.
 * </ul>
 *
 * Wiped by {@link #close}.
 */
final class PasswordSpellings implements AutoCloseable {
    /** Longest password whose bytes may be those of a key in hexadecimal text. */
    private static final int MAX_KEY_BYTES = 64;

    private final List<byte[]> spellings = new ArrayList<>();

    /** The spellings of one password, at most 10. */
    PasswordSpellings(Password received) {
        byte[] bytes = received.bytes().clone();
        addAllOf(bytes);
        int length = lengthWithoutEnd(bytes);
        if (length > 0 && length < bytes.length) {
            addAllOf(Arrays.copyOf(bytes, length));
        }
    }

    /** Different from each other; the first one is as received. */
    List<byte[]> all() {
        return spellings;
    }

    @Override
    public void close() {
        spellings.forEach(spelling -> Arrays.fill(spelling, (byte) 0));
    }

    private void addAllOf(byte[] bytes) {
        add(bytes);
        if (isHexText(bytes)) {
            add(parsed(bytes));
            add(withCase(bytes, false));
            add(withCase(bytes, true));
        }
        if (bytes.length <= MAX_KEY_BYTES) {
            add(formatted(bytes, HexFormat.of()));
            add(formatted(bytes, HexFormat.of().withUpperCase()));
            if (!isUtf8(bytes)) {
                add(utf8OfLatin1(bytes));
            }
        }
    }

    /** Takes the array over. */
    private void add(byte[] spelling) {
        if (spellings.stream().noneMatch(known -> Arrays.equals(known, spelling))) {
            spellings.add(spelling);
        } else {
            Arrays.fill(spelling, (byte) 0);
        }
    }

    /** Whether it is hexadecimal text of whole bytes. */
    static boolean isHexText(byte[] bytes) {
        if (bytes.length == 0 || bytes.length % 2 != 0) {
            return false;
        }
        for (byte digit : bytes) {
            if (!HexFormat.isHexDigit(digit)) {
                return false;
            }
        }
        return true;
    }

    /** A copy to hash: hexadecimal text in lower case, anything else as it is. */
    static byte[] canonical(byte[] password) {
        return isHexText(password) ? withCase(password, false) : password.clone();
    }

    /** The bytes that hexadecimal text represents. */
    static byte[] parsed(byte[] hexText) {
        byte[] parsed = new byte[hexText.length / 2];
        for (int i = 0; i < parsed.length; i++) {
            parsed[i] =
                    (byte) (HexFormat.fromHexDigit(hexText[2 * i]) * 16 + HexFormat.fromHexDigit(hexText[2 * i + 1]));
        }
        return parsed;
    }

    private static byte[] formatted(byte[] bytes, HexFormat format) {
        byte[] text = new byte[2 * bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            text[2 * i] = (byte) format.toHighHexDigit(bytes[i]);
            text[2 * i + 1] = (byte) format.toLowHexDigit(bytes[i]);
        }
        return text;
    }

    private static byte[] withCase(byte[] hexText, boolean upper) {
        byte[] text = hexText.clone();
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) (upper ? Character.toUpperCase((char) text[i]) : Character.toLowerCase((char) text[i]));
        }
        return text;
    }

    private static boolean isUtf8(byte[] bytes) {
        char[] characters = new char[bytes.length];
        boolean utf8 = !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes), CharBuffer.wrap(characters), true)
                .isError();
        Arrays.fill(characters, '\0');
        return utf8;
    }

    private static byte[] utf8OfLatin1(byte[] bytes) {
        byte[] text = new byte[2 * bytes.length];
        int length = 0;
        for (byte each : bytes) {
            int character = each & 0xff;
            if (character < 0x80) {
                text[length++] = each;
            } else {
                text[length++] = (byte) (0xc0 | (character >> 6));
                text[length++] = (byte) (0x80 | (character & 0x3f));
            }
        }
        byte[] exact = Arrays.copyOf(text, length);
        Arrays.fill(text, (byte) 0);
        return exact;
    }

    private static int lengthWithoutEnd(byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && isEnd(bytes[length - 1])) {
            length--;
        }
        return length;
    }

    private static boolean isEnd(byte last) {
        return last == '\n' || last == '\r' || last == ' ' || last == '\t' || last == 0;
    }
}
