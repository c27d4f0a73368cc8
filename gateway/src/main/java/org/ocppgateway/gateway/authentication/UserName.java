package org.ocppgateway.gateway.authentication;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.ocppgateway.protocol.ChargePointId;

/**
 * Compares the user name of Basic credentials with the identity in the path. What differs is described and never repeated, and never
 * becomes a String: a charge point that has user name and password the wrong way round would reveal its password.
 */
final class UserName {
    private UserName() {}

    /** The difference between a user name and the identity; empty if there is none, or if it is tolerated. */
    static Optional<String> difference(
            byte[] userName, ChargePointId chargePointId, AuthenticationSettings.Tolerance tolerance) {
        byte[] identity = chargePointId.value().getBytes(StandardCharsets.US_ASCII);
        if (Arrays.equals(userName, identity)) {
            return Optional.empty();
        }
        if (userName.length == 0) {
            return tolerance.emptyUserName() ? Optional.empty() : Optional.of("the user name is empty");
        }
        if (equalsIgnoringCase(userName, identity)) {
            return tolerance.userNameIgnoresCase()
                    ? Optional.empty()
                    : Optional.of("the user name differs from the identity in upper and lower case");
        }
        if (equalsIgnoringCase(stripped(userName), identity)) {
            return Optional.of("the user name has blanks around the identity");
        }
        if (equalsIgnoringCase(userName, percentEncoded(identity))) {
            return Optional.of("the user name is percent-encoded; it has to be the decoded identity");
        }
        return Optional.of("the user name is not the identity in the URL");
    }

    private static boolean equalsIgnoringCase(byte[] one, byte[] other) {
        if (one.length != other.length) {
            return false;
        }
        for (int i = 0; i < one.length; i++) {
            if (lowerCase(one[i]) != lowerCase(other[i])) {
                return false;
            }
        }
        return true;
    }

    private static int lowerCase(byte character) {
        return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
    }

    private static byte[] stripped(byte[] text) {
        int begin = 0;
        int end = text.length;
        while (begin < end && isBlank(text[begin])) {
            begin++;
        }
        while (end > begin && isBlank(text[end - 1])) {
            end--;
        }
        return Arrays.copyOfRange(text, begin, end);
    }

    private static boolean isBlank(byte character) {
        return character >= 0 && character <= ' ';
    }

    private static byte[] percentEncoded(byte[] identity) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : identity) {
            boolean plain = Character.isLetterOrDigit((char) each) || "-._~".indexOf(each) >= 0;
            encoded.append(plain ? String.valueOf((char) each) : String.format("%%%02X", each & 0xff));
        }
        return encoded.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
