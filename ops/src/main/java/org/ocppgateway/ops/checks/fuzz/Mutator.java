package org.ocppgateway.ops.checks.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.ocppgateway.protocol.json.JsonScanner;

/** Mutates a text by bytes, tokens, and JSON values. */
final class Mutator {
    /** Longer texts are rare because each takes the time of many short ones. */
    private static final int TYPICAL_MAX_LENGTH = 20_000;

    private static final int MAX_LENGTH = 1 << 20;
    private static final int MAX_MUTATIONS = 4;

    private static final List<String> TOKENS = List.of(
            "[", "]", "{", "}", ",", ":", "\"", "\\", "\\u", "\\u0000", "\\ud83d", "\\udc00", "\\u005a", "\0", "\ud83d",
            "\ufeff", "\u2028", " ", "\n", "null", "true", "NaN", "-", "0", "01", "1e9", "\"\":", "{}", "[]", "/**/");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "\"\"",
            "\"x\"",
            "{}",
            "[]",
            "[[]]",
            "[null]",
            "[{}]",
            "-1",
            "0",
            "0.5",
            "-0",
            "1e308",
            "1e999",
            "1e-999",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "\"1\"",
            "\"-7,5 \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"2026-13-41T25:61:61Z\"",
            "\"2026-11-21 09:30\"",
            "\"Accepted\"",
            "\"AuthorizationKey\"",
            "\"BasicAuthPassword\"",
            "{\"vendorId\":\"x\"}");
    /** Lengths below and above the limits of the OCPP versions and of the gateway. */
    private static final List<Integer> LENGTHS = List.of(
            1, 20, 21, 25, 26, 35, 36, 37, 50, 51, 64, 65, 100, 101, 255, 256, 500, 501, 1000, 1001, 2500, 2501, 5500,
            5501, 10_000);

    private final Random random;
    private final List<String> others;

    /** @param others frames that provide parts */
    Mutator(Random random, List<String> others) {
        this.random = random;
        this.others = others;
    }

    String mutate(String frame) {
        String text = frame;
        for (int left = 1 + random.nextInt(MAX_MUTATIONS); left > 0; left--) {
            text = cut(mutateOnce(text));
        }
        return text;
    }

    private String cut(String text) {
        int most = random.nextInt(500) == 0 ? MAX_LENGTH : TYPICAL_MAX_LENGTH;
        return text.length() <= most ? text : text.substring(0, most);
    }

    private String mutateOnce(String text) {
        return switch (random.nextInt(14)) {
            case 0 -> flipBit(text);
            case 1 -> replaceCharacter(text);
            case 2 -> replace(text, position(text), oneOf(TOKENS));
            case 3 -> text.substring(0, position(text));
            case 4 -> replace(text, value(text), oneOf(VALUES));
            case 5 -> replace(text, value(text), nested());
            case 6 -> replace(text, value(text), longText());
            case 7 -> replace(text, value(text), longNumber());
            case 8 -> repeatValue(text, value(text));
            case 9 -> replace(text, value(text), part(text, value(text)));
            case 10 -> removeMember(text);
            case 11 -> joinWithOther(text);
            case 12 -> escapeCharacter(text);
            default -> {
                String other = oneOf(others);
                yield replace(text, value(text), part(other, value(other)));
            }
        };
    }

    /** Range of a text. */
    private record Span(int from, int to) {}

    private String flipBit(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            return text;
        }
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String replaceCharacter(String text) {
        int at = position(text);
        char any = (char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000);
        return replace(text, new Span(at, Math.min(text.length(), at + random.nextInt(2))), String.valueOf(any));
    }

    /** Replaces a character by its JSON escape. */
    private String escapeCharacter(String text) {
        int at = position(text);
        return at == text.length()
                ? text
                : replace(text, new Span(at, at + 1), "\\u%04x".formatted((int) text.charAt(at)));
    }

    private String nested() {
        int depth = 1 + random.nextInt(random.nextInt(20) == 0 ? 5_000 : 80);
        boolean object = random.nextBoolean();
        return (object ? "{\"a\":" : "[").repeat(depth) + "1" + (object ? "}" : "]").repeat(depth);
    }

    private String longText() {
        String filling = oneOf(List.of("x", "\u00e9", "\ud83d\ude00", "\\n", "\\u0041", "\\\"", "<", "\u2028"));
        return '"' + filling.repeat(oneOf(LENGTHS) + random.nextInt(2)) + '"';
    }

    private String longNumber() {
        return (random.nextBoolean() ? "" : "-0.") + "7".repeat(oneOf(LENGTHS)) + (random.nextBoolean() ? "" : "e-30");
    }

    private String repeatValue(String text, Span value) {
        String once = part(text, value);
        int most = random.nextInt(200) == 0 ? MAX_LENGTH : TYPICAL_MAX_LENGTH;
        int times = 1 + random.nextInt(Math.max(1, Math.min(100_000, most / (once.length() + 1))));
        return replace(text, value, once + ("," + once).repeat(random.nextBoolean() ? 1 : times));
    }

    private String removeMember(String text) {
        Span value = value(text);
        int from = Math.max(text.lastIndexOf(',', value.from()), text.lastIndexOf('{', value.from()) + 1);
        return from < 0 || from > value.from() ? text : text.substring(0, from) + text.substring(value.to());
    }

    private String joinWithOther(String text) {
        String other = oneOf(others);
        return text.substring(0, position(text)) + other.substring(position(other));
    }

    /**
     * Finds the range of an element, a member value, or a member with its name. Returns an empty range if there is
     * none.
     */
    private Span value(String text) {
        int from = position(text);
        for (int tries = 0; tries < text.length(); tries++) {
            from = from + 1 >= text.length() ? 0 : from + 1;
            if (from > 0 && "[{:,".indexOf(text.charAt(from - 1)) >= 0) {
                int to = endOfValue(text, from);
                if (to > from) {
                    return new Span(from, to);
                }
            }
        }
        return new Span(from, from);
    }

    private static int endOfValue(String text, int from) {
        JsonScanner scanner = new JsonScanner(text.substring(from));
        if (!scanner.skipValue()) {
            return from;
        }
        int end = from + scanner.position();
        return scanner.skip(':') && scanner.skipValue() ? from + scanner.position() : end;
    }

    private String replace(String text, int at, String piece) {
        return replace(text, new Span(at, at), piece);
    }

    private static String replace(String text, Span position, String piece) {
        return text.substring(0, position.from()) + piece + text.substring(position.to());
    }

    private static String part(String text, Span span) {
        return text.substring(span.from(), span.to());
    }

    private int position(String text) {
        return random.nextInt(text.length() + 1);
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
