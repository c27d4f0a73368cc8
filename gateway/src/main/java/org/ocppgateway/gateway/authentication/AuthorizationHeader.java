package org.ocppgateway.gateway.authentication;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.ocppgateway.gateway.password.Password;

/**
 * Reads the header {@code Authorization} with Basic credentials (RFC 7617). Tolerates what charge points send: the scheme in any case,
 * several blanks, base64 without padding or in the alphabet of URLs. User name and password are split at the first colon and stay bytes,
 * because a password of OCPP 1.6 may be binary. No part of the credentials becomes a String here.
 */
public final class AuthorizationHeader {
    /** Longest header value, in characters. */
    static final int MAX_LENGTH = 1024;

    /** Longest password, in bytes: the standard allows 64. */
    static final int MAX_PASSWORD_BYTES = 256;

    private static final String SCHEME = "basic";

    private AuthorizationHeader() {}

    /**
     * Reads the values of all such headers of a request.
     *
     * @param values none if the header is absent
     */
    public static Authorization parse(List<String> values) {
        List<String> different = values.stream().distinct().toList();
        if (different.isEmpty()) {
            return new Authorization.Absent();
        }
        if (different.size() > 1) {
            return new Authorization.Malformed("there are several Authorization headers");
        }
        return parse(different.getFirst());
    }

    private static Authorization parse(String value) {
        if (value.length() > MAX_LENGTH) {
            return new Authorization.Malformed("the header is longer than " + MAX_LENGTH + " characters");
        }
        int begin = skipBlanks(value, 0);
        int end = value.length();
        while (end > begin && isBlank(value.charAt(end - 1))) {
            end--;
        }
        if (begin == end) {
            return new Authorization.Absent();
        }
        int schemeEnd = begin;
        while (schemeEnd < end && !isBlank(value.charAt(schemeEnd))) {
            schemeEnd++;
        }
        boolean basic =
                schemeEnd - begin == SCHEME.length() && value.regionMatches(true, begin, SCHEME, 0, SCHEME.length());
        if (!basic) {
            return new Authorization.Malformed("the scheme is not Basic");
        }
        return decode(value, skipBlanks(value, schemeEnd), end);
    }

    private static Authorization decode(String value, int begin, int end) {
        int last = end;
        while (last > begin && value.charAt(last - 1) == '=') {
            last--;
        }
        byte[] text = new byte[Math.max(0, last - begin)];
        byte[] credentials = null;
        try {
            for (int i = 0; i < text.length; i++) {
                text[i] = base64Character(value.charAt(begin + i));
            }
            credentials = Base64.getDecoder().decode(text);
            return split(credentials);
        } catch (IllegalArgumentException e) {
            return new Authorization.Malformed("the credentials are not base64");
        } finally {
            Arrays.fill(text, (byte) 0);
            if (credentials != null) {
                Arrays.fill(credentials, (byte) 0);
            }
        }
    }

    private static Authorization split(byte[] credentials) {
        int colon = 0;
        while (colon < credentials.length && credentials[colon] != ':') {
            colon++;
        }
        if (colon == credentials.length) {
            return new Authorization.Malformed("there is no colon between user name and password");
        }
        if (credentials.length - colon - 1 > MAX_PASSWORD_BYTES) {
            return new Authorization.Malformed("the password is longer than " + MAX_PASSWORD_BYTES + " bytes");
        }
        return new Authorization.Basic(
                Arrays.copyOf(credentials, colon),
                Password.of(Arrays.copyOfRange(credentials, colon + 1, credentials.length)));
    }

    private static byte base64Character(char character) {
        if (character > 0x7f) {
            throw new IllegalArgumentException("not base64");
        }
        return switch (character) {
            case '-' -> '+';
            case '_' -> '/';
            default -> (byte) character;
        };
    }

    private static int skipBlanks(String value, int from) {
        int i = from;
        while (i < value.length() && isBlank(value.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }
}
