package org.ocppgateway.protocol.property;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Generates random input text. */
public final class RandomTexts {
    /** Tokens of JSON, fragments of tokens, and text that is not JSON. */
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

    /** Returns up to {@code most} pieces in random order. */
    public static String mixed(Random random, List<String> pieces, int most) {
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(most + 1); count > 0; count--) {
            text.append(oneOf(random, pieces));
        }
        return text.toString();
    }

    /** Returns random characters: ASCII, all planes, unpaired surrogates. */
    public static String anything(Random random, int maxLength) {
        int limit = oneOf(random, List.of(0x80, 0x800, 0x10000));
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(maxLength + 1); length > 0; length--) {
            text.append((char) random.nextInt(limit));
        }
        return text.toString();
    }

    /** Returns random bytes decoded as UTF-8. */
    public static String bytes(Random random, int maxLength) {
        byte[] bytes = new byte[random.nextInt(maxLength + 1)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Truncates the text, or removes, inserts or repeats a part. */
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
