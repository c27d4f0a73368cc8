package org.ocppgateway.protocol.dictionary;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Set of quirks that a reader tolerates. Resolved once per charge point. Immutable and thread-safe. */
public final class Tolerance {
    /** Tolerates nothing, like the official schemas. */
    public static final Tolerance STRICT = of(Set.of());

    /** Tolerates the default quirks. */
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

    /**
     * Returns the quirks of all rules that match a charge point. An unknown property, which is null, does not match a rule that
     * restricts it.
     */
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
     * Tolerates a quirk for all charge points or for some of them.
     *
     * @param vendor vendor in BootNotification, compared without case; a {@code *} at the end matches any rest; null matches
     *     every vendor
     * @param model same for the model
     * @param firmware same for the firmware version
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
