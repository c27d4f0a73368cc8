package org.ocppgateway.protocol.dictionary;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The quirks that a reader forgives: resolved once for a charge point, then only asked. Immutable. */
public final class Tolerance {
    /** Forgives nothing: the official schemas' view. */
    public static final Tolerance STRICT = of(Set.of());

    /** Forgives the quirks that are tolerated by default. */
    public static final Tolerance STANDARD =
            of(Arrays.stream(Quirk.values()).filter(Quirk::toleratedByDefault).toList());

    private final Set<Quirk> quirks;

    private Tolerance(EnumSet<Quirk> quirks) {
        this.quirks = quirks;
    }

    public static Tolerance of(Collection<Quirk> quirks) {
        EnumSet<Quirk> copy = EnumSet.noneOf(Quirk.class);
        copy.addAll(quirks);
        return new Tolerance(copy);
    }

    /** What the rules that match a charge point forgive together; what it has not told yet matches no limit. */
    public static Tolerance of(
            List<Rule> rules, @Nullable String vendor, @Nullable String model, @Nullable String firmware) {
        return of(rules.stream()
                .filter(rule -> rule.matches(vendor, model, firmware))
                .map(Rule::quirk)
                .toList());
    }

    public boolean tolerates(Quirk quirk) {
        return quirks.contains(quirk);
    }

    @Override
    public String toString() {
        return quirks.toString();
    }

    /**
     * Tolerates a quirk, of all charge points or of some.
     *
     * @param vendor as in BootNotification, compared without regard to case; a {@code *} at the end stands for any rest;
     *     null for every vendor
     * @param model likewise
     * @param firmware likewise
     */
    public record Rule(
            Quirk quirk,
            @Nullable String vendor,
            @Nullable String model,
            @Nullable String firmware) {

        boolean matches(@Nullable String itsVendor, @Nullable String itsModel, @Nullable String itsFirmware) {
            return matches(vendor, itsVendor) && matches(model, itsModel) && matches(firmware, itsFirmware);
        }

        private static boolean matches(@Nullable String pattern, @Nullable String value) {
            if (pattern == null) {
                return true;
            }
            if (value == null) {
                return false;
            }
            String wanted = pattern.toLowerCase(Locale.ROOT);
            String found = value.toLowerCase(Locale.ROOT);
            return wanted.endsWith("*")
                    ? found.startsWith(wanted.substring(0, wanted.length() - 1))
                    : found.equals(wanted);
        }
    }
}
