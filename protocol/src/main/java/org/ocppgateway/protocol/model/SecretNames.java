package org.ocppgateway.protocol.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names and patterns of credentials. Immutable and thread-safe. */
final class SecretNames {
    /** Letters from rare to frequent in OCPP messages. Every payload is searched for the rarest letter of each name first. */
    private static final String BY_RARITY = "zqjxkwybfghvmpudlcsnroitae";

    private static final int MAX_NAME_LENGTH = 100;

    private final List<Name> names;

    /** Every name contains one of these. Kept minimal, because every payload is searched for them. */
    private final List<Anchor> anchors;

    private SecretNames(List<Name> names) {
        this.names = names;
        this.anchors = Anchor.of(names.stream()
                .map(Name::core)
                .filter(core ->
                        names.stream().noneMatch(other -> !core.equals(other.core) && core.contains(other.core)))
                .distinct()
                .toList());
    }

    static SecretNames of(Collection<String> exact, Collection<String> patterns) {
        return new SecretNames(Stream.concat(exact.stream(), patterns.stream())
                .map(Name::of)
                .distinct()
                .toList());
    }

    /** Returns whether a text is the name of a credential. */
    boolean match(String text) {
        for (Name name : names) {
            if (name.matches(text)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a text may contain the name of a credential. False is certain. */
    boolean mayOccurIn(String text) {
        for (Anchor anchor : anchors) {
            if (anchor.occursIn(text)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Masks the values after such a name followed by {@code =}, {@code :} or {@code >}. Time is linear in the length of the
     * text.
     */
    String maskedPairs(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        for (Pair pair : pairs(text)) {
            if (pair.from >= copied) {
                masked.append(text, copied, pair.from).append(Masking.MASK);
                copied = pair.to;
            }
        }
        return masked.append(text, copied, text.length()).toString();
    }

    /** Start and end of a value. */
    private record Pair(int from, int to) {}

    private List<Pair> pairs(String text) {
        String lower = lowerAscii(text);
        List<Pair> pairs = new ArrayList<>();
        for (Name name : names) {
            int at = lower.indexOf(name.core);
            while (at >= 0) {
                int end = endOfName(text, at + name.core.length());
                Pair pair = matchesWhole(text, at, end) ? valueAfterName(text, end) : null;
                if (pair != null) {
                    pairs.add(pair);
                    end = pair.to;
                }
                at = lower.indexOf(name.core, end);
            }
        }
        pairs.sort((one, other) -> Integer.compare(one.from, other.from));
        return pairs;
    }

    /** Preserves the index of every character, unlike {@code String.toLowerCase}. */
    private static String lowerAscii(String text) {
        char[] lower = text.toCharArray();
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] >= 'A' && lower[i] <= 'Z') {
                lower[i] = (char) (lower[i] + 'a' - 'A');
            }
        }
        return new String(lower);
    }

    private boolean matchesWhole(String text, int at, int end) {
        int from = at;
        while (from > 0 && at - from < MAX_NAME_LENGTH && isNameCharacter(text.charAt(from - 1))) {
            from--;
        }
        return match(text.substring(from, end));
    }

    private static int endOfName(String text, int from) {
        int end = from;
        while (end < text.length() && end - from < MAX_NAME_LENGTH && isNameCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isNameCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    /**
     * Accepts after the name: an optional closing quote, blanks, the separator, blanks, and an optional opening quote of the
     * value.
     */
    private static @Nullable Pair valueAfterName(String text, int endOfName) {
        int sign = skip(text, endOfName, "\"' \t");
        if (sign == text.length() || "=:>".indexOf(text.charAt(sign)) < 0) {
            return null;
        }
        int from = skip(text, sign + 1, " \t");
        boolean quoted = from < text.length() && "\"'".indexOf(text.charAt(from)) >= 0;
        String ends = quoted ? text.substring(from, from + 1) : text.charAt(sign) == '>' ? "<" : ",;& \t\r\n}]<";
        from += quoted ? 1 : 0;
        int to = from;
        while (to < text.length() && ends.indexOf(text.charAt(to)) < 0) {
            to++;
        }
        return to > from ? new Pair(from, to) : null;
    }

    private static int skip(String text, int from, String characters) {
        int at = from;
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SecretNames secrets && names.equals(secrets.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    /**
     * One name or pattern.
     *
     * @param core fixed part in lower case
     * @param anyPrefix whether any text may precede the core
     * @param anySuffix whether any text may follow the core
     */
    private record Name(String core, boolean anyPrefix, boolean anySuffix) {
        static Name of(String pattern) {
            boolean anyPrefix = pattern.startsWith("*");
            boolean anySuffix = pattern.endsWith("*") && pattern.length() > 1;
            String core = pattern.substring(anyPrefix ? 1 : 0, pattern.length() - (anySuffix ? 1 : 0))
                    .toLowerCase(Locale.ROOT);
            if (core.isBlank() || core.contains("*")) {
                throw new IllegalArgumentException(
                        "'" + pattern + "' is not a name with an optional * at its start and end");
            }
            return new Name(core, anyPrefix, anySuffix);
        }

        boolean matches(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            if (anyPrefix && anySuffix) {
                return lower.contains(core);
            }
            return anyPrefix ? lower.endsWith(core) : anySuffix ? lower.startsWith(core) : lower.equals(core);
        }
    }

    /**
     * Letter with the strings in which it is the rarest letter. Searching for one letter is many times faster than searching
     * for a string without case.
     *
     * @param letter letter in lower case
     * @param offsets index of the letter in each string
     */
    private record Anchor(char letter, List<String> cores, List<Integer> offsets) {
        static List<Anchor> of(List<String> cores) {
            Map<Character, Anchor> anchors = new LinkedHashMap<>();
            for (String word : cores) {
                int rarest = rarest(word);
                Anchor anchor = anchors.computeIfAbsent(
                        word.charAt(rarest), letter -> new Anchor(letter, new ArrayList<>(), new ArrayList<>()));
                anchor.cores.add(word);
                anchor.offsets.add(rarest);
            }
            return List.copyOf(anchors.values());
        }

        private static int rarest(String word) {
            int rarest = 0;
            for (int i = 1; i < word.length(); i++) {
                rarest = rarity(word.charAt(i)) < rarity(word.charAt(rarest)) ? i : rarest;
            }
            return rarest;
        }

        /** Returns a smaller value for a rarer letter. Other characters count as rarest. */
        private static int rarity(char c) {
            return BY_RARITY.indexOf(c);
        }

        boolean occursIn(String text) {
            char capital = Character.toUpperCase(letter);
            return occursAt(text, letter) || (capital != letter && occursAt(text, capital));
        }

        private boolean occursAt(String text, char spelling) {
            for (int at = text.indexOf(spelling); at >= 0; at = text.indexOf(spelling, at + 1)) {
                for (int i = 0; i < cores.size(); i++) {
                    if (isAt(text, at - offsets.get(i), cores.get(i))) {
                        return true;
                    }
                }
            }
            return false;
        }

        /** The first character decides in most cases. */
        private static boolean isAt(String text, int from, String word) {
            return from >= 0
                    && from + word.length() <= text.length()
                    && Character.toLowerCase(text.charAt(from)) == word.charAt(0)
                    && text.regionMatches(true, from, word, 0, word.length());
        }
    }
}
