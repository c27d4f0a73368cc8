package org.ocppgateway.protocol.property;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Texts that senders may send. */
public final class RandomTexts {
    /** What JSON is made of, whole and in splinters, and what does not belong there. */
    public static final List<String> TOKENS = List.of(
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "\"",
            "'",
            " ",
            "\n",
            "\\",
            "\\u",
            "\\u12",
            "\\u0041",
            "\\ud83d",
            "\\x",
            "\0",
            "\ud83d",
            "\uFEFF",
            "\u2028",
            "null",
            "true",
            "nul",
            "NaN",
            "0",
            "1",
            "-",
            "-1",
            "01",
            "1.0",
            ".5",
            "1e9",
            "1e99",
            "1e-999",
            "9223372036854775808",
            "\"\"",
            "\"a\"",
            "\"b\":",
            "{}",
            "[]",
            "{\"c\":[2]}",
            "/* */");

    private RandomTexts() {}

    public static <T> T oneOf(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Up to {@code most} of these in any order. */
    public static String mixed(Random random, List<String> pieces, int most) {
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(most + 1); count > 0; count--) {
            text.append(oneOf(random, pieces));
        }
        return text.toString();
    }

    /** Any characters: of one byte, of all planes, halves of pairs. */
    public static String anything(Random random, int maxLength) {
        int limit = oneOf(random, List.of(0x80, 0x800, 0x10000));
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(maxLength + 1); length > 0; length--) {
            text.append((char) random.nextInt(limit));
        }
        return text.toString();
    }

    /** Any bytes, as they are after decoding. */
    public static String bytes(Random random, int maxLength) {
        byte[] bytes = new byte[random.nextInt(maxLength + 1)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Cut short, or with something taken out, put in or said twice. */
    public static String damaged(Random random, String text) {
        int one = random.nextInt(text.length() + 1);
        int other = random.nextInt(text.length() + 1);
        int from = Math.min(one, other);
        int to = Math.max(one, other);
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, from);
            case 1 -> text.substring(0, from) + text.substring(to);
            case 2 -> text.substring(0, to) + text.substring(from);
            case 3 -> text.substring(0, from) + oneOf(random, TOKENS) + text.substring(from);
            default ->
                text.substring(0, from) + anything(random, 2) + text.substring(Math.min(text.length(), from + 1));
        };
    }
}
