package org.ocppgateway.ops.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A secret that must not be found: plain, in hexadecimal, and in base64, alone and behind a user name as in Basic
 * credentials.
 *
 * @param name for messages, which must not contain the secret
 * @param value at least 8 characters of ASCII, which occur nowhere else
 * @param users user names that sent it
 */
record Canary(String name, String value, List<String> users) {
    Canary {
        if (value.length() < 8) {
            throw new IllegalArgumentException(name + " is too short to be found by chance only");
        }
        users = List.copyOf(users);
    }

    static Canary of(String name, String value, String... users) {
        return new Canary(name, value, List.of(users));
    }

    /** The spellings by their description. */
    Map<String, String> spellings() {
        Map<String, String> spellings = new TreeMap<>();
        add(spellings, "", value.getBytes(UTF_8));
        if (value.matches("([0-9a-f]{2})+")) {
            spellings.put("in upper case", value.toUpperCase(Locale.ROOT));
            byte[] bytes = HexFormat.of().parseHex(value);
            spellings.put("as bytes", new String(bytes, ISO_8859_1));
            addBase64(spellings, "as bytes, ", bytes);
        }
        return spellings;
    }

    private void add(Map<String, String> spellings, String how, byte[] bytes) {
        spellings.put(how + "plain", value);
        spellings.put(how + "in hexadecimal", HexFormat.of().formatHex(bytes));
        spellings.put(
                how + "in upper hexadecimal", HexFormat.of().withUpperCase().formatHex(bytes));
        addBase64(spellings, how, bytes);
    }

    /** Without the padding, and without the last characters: what follows may change them. */
    private void addBase64(Map<String, String> spellings, String how, byte[] bytes) {
        spellings.put(how + "in base64", base64(bytes));
        for (String user : users) {
            byte[] prefix = (user + ":").getBytes(UTF_8);
            byte[] both = new byte[prefix.length + bytes.length];
            System.arraycopy(prefix, 0, both, 0, prefix.length);
            System.arraycopy(bytes, 0, both, prefix.length, bytes.length);
            spellings.put(how + "in base64 behind " + user, base64(both));
        }
    }

    private static String base64(byte[] bytes) {
        String text = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        return text.substring(0, text.length() - text.length() % 4);
    }

    /** Returns the spellings as they appear in an array of bytes or, in a heap dump, of characters. */
    static List<Needle> needles(List<Canary> canaries) {
        List<Needle> needles = new ArrayList<>();
        for (Canary canary : canaries) {
            canary.spellings().forEach((how, text) -> {
                String label = canary.name() + " " + how;
                needles.add(new Needle(label, text.getBytes(ISO_8859_1)));
                needles.add(new Needle(label, text.getBytes(UTF_16LE)));
                needles.add(new Needle(label, text.getBytes(UTF_16BE)));
            });
        }
        return needles;
    }

    /** One spelling as bytes. */
    record Needle(String label, byte[] bytes) {}

    /** Returns which secrets a text contains, and how they are spelled. */
    static List<String> in(String text, List<Canary> canaries) {
        List<String> found = new ArrayList<>();
        for (Canary canary : canaries) {
            canary.spellings().forEach((how, spelling) -> {
                if (text.contains(spelling)) {
                    found.add(canary.name() + " " + how);
                }
            });
        }
        return found;
    }

    @Override
    public String toString() {
        return name;
    }
}
