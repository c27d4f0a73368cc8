package org.ocppgateway.gateway.refusal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ocppgateway.protocol.ChargePointId;

/** Suggestions for an installer: the identity, path or subprotocol that would have been accepted. */
public final class RefusalSuggestions {
    private static final int MAX_PATH = 200;
    private static final Pattern VERSION =
            Pattern.compile("(?:ocpp)?[ _/-]?v?(\\d)[.,_-]?(\\d)?(?:[.,_-]?(\\d))?[a-z _-]*");
    private static final Pattern QUERY_ID =
            Pattern.compile("(?:^|&)(?:id|cpid|chargepointid|identity|cp)=([^&]+)", Pattern.CASE_INSENSITIVE);

    private RefusalSuggestions() {}

    /**
     * An acceptable identity that is close to one that was refused.
     *
     * @param tried the identity, decoded
     */
    public static Optional<String> forIdentity(String tried) {
        String stripped = tried.strip();
        if (!stripped.equals(tried) && isIdentity(stripped)) {
            return Optional.of(
                    "The identity has a blank or line break before or after it. Remove it: \"" + stripped + "\"");
        }
        if (tried.length() > ChargePointId.MAX_LENGTH) {
            return Optional.of(
                    "The identity has " + tried.length() + " characters. Use at most " + ChargePointId.MAX_LENGTH);
        }
        if (tried.isBlank()) {
            return Optional.of("Add the identity of the charge point at the end of its URL");
        }
        if (tried.indexOf('%') >= 0) {
            return Optional.of("The identity is percent-encoded twice. Encode it once");
        }
        if (tried.indexOf(':') >= 0) {
            return Optional.of(
                    "An identity must not contain a colon, because it is the user name in Basic authentication");
        }
        return tried.chars().anyMatch(c -> c < ' ' || c > '~')
                ? Optional.of("Use letters, digits and punctuation of ASCII in the identity")
                : Optional.empty();
    }

    /**
     * A path that would have been served.
     *
     * @param path raw, as in the request, without query
     * @param query raw; empty if there is none
     * @param prefixes that are served, for example {@code /ocpp}
     */
    public static Optional<String> forPath(String path, String query, List<String> prefixes) {
        if (prefixes.isEmpty() || path.length() > MAX_PATH) {
            return Optional.empty();
        }
        String shown = String.join(" or ", prefixes);
        List<String> segments = segments(path);
        Matcher inQuery = QUERY_ID.matcher(query);
        if (inQuery.find() && isIdentity(inQuery.group(1))) {
            return Optional.of("The identity belongs at the end of the path, not in the query: use "
                    + join(prefixes.getFirst(), inQuery.group(1)));
        }
        for (String prefix : prefixes) {
            if (segments(prefix).equals(segments)) {
                return Optional.of(
                        "Add the identity of the charge point at the end of its URL: " + join(prefix, "<identity>"));
            }
        }
        if (segments.isEmpty()) {
            return Optional.of("The URL has no path. Use " + join(shown, "<identity>"));
        }
        String last = shown(segments.getLast());
        for (String prefix : prefixes) {
            if (startsWithIgnoringCase(segments, segments(prefix))) {
                return Optional.of("Paths are case-sensitive: use " + join(prefix, last));
            }
        }
        return Optional.of("The path must begin with " + shown + ": use " + join(prefixes.getFirst(), last));
    }

    /**
     * A subprotocol that would have been served.
     *
     * @param offered by the charge point
     * @param served by the gateway
     */
    public static Optional<String> forSubprotocol(List<String> offered, Collection<String> served) {
        String all = String.join(", ", served);
        if (offered.isEmpty()) {
            return Optional.of("The charge point offers no subprotocol. Select an OCPP version there, or set a default"
                    + " version for its path. Served: " + all);
        }
        List<String> meant = new ArrayList<>();
        for (String name : offered) {
            for (String each : served) {
                if (!meant.contains(each) && version(name).equals(version(each))) {
                    meant.add(each);
                }
            }
        }
        if (!meant.isEmpty()) {
            return Optional.of("Use the exact name " + String.join(" or ", meant));
        }
        if (offered.stream()
                .map(RefusalSuggestions::version)
                .anyMatch(v -> v.equals("2.0") || v.equals("1.5") || v.equals("1.2"))) {
            return Optional.of(
                    "The charge point speaks a version that is not served. Update it, or select one of " + all);
        }
        if (offered.stream().anyMatch(name -> name.toLowerCase(Locale.ROOT).contains("soap"))) {
            return Optional.of("OCPP over SOAP is not served. Select JSON (OCPP-J)");
        }
        return Optional.of("Select one of " + all);
    }

    /** Digits with dots; empty if the name is not a version of OCPP. */
    private static String version(String name) {
        Matcher version = VERSION.matcher(name.strip().toLowerCase(Locale.ROOT));
        if (name.length() > 40 || !version.matches()) {
            return "";
        }
        List<String> digits = new ArrayList<>();
        for (int i = 1; i <= version.groupCount(); i++) {
            if (version.group(i) != null) {
                digits.add(version.group(i));
            }
        }
        return String.join(".", digits);
    }

    /** The segment, if it can be shown. */
    private static String shown(String segment) {
        boolean printable = segment.length() <= 3 * ChargePointId.MAX_LENGTH
                && segment.chars().allMatch(c -> c > ' ' && c <= '~');
        return printable ? segment : "<identity>";
    }

    private static boolean isIdentity(String text) {
        try {
            var unused = new ChargePointId(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static List<String> segments(String path) {
        return Pattern.compile("/")
                .splitAsStream(path)
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    private static boolean startsWithIgnoringCase(List<String> segments, List<String> prefix) {
        if (segments.size() <= prefix.size()) {
            return false;
        }
        for (int i = 0; i < prefix.size(); i++) {
            if (!segments.get(i).equalsIgnoreCase(prefix.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static String join(String prefix, String last) {
        return prefix.endsWith("/") ? prefix + last : prefix + "/" + last;
    }
}
