package org.ocppgateway.protocol;

/**
 * Security profile of OCPP: how a charge point and the gateway prove themselves to each other. The profiles are those of OCPP 2.x part 2
 * chapter A and of the white paper on security for OCPP 1.6; {@link #NONE} is the value 0 of the 1.6 key {@code SecurityProfile}.
 * Declared in ascending order, so {@link #compareTo} compares strength.
 */
public enum SecurityProfile {
    /** No proof at all. */
    NONE(0),
    /** HTTP Basic authentication on an unencrypted connection. */
    BASIC(1),
    /** HTTP Basic authentication over TLS. */
    BASIC_OVER_TLS(2),
    /** A client certificate over TLS. */
    MUTUAL_TLS(3);

    private final int level;

    SecurityProfile(int level) {
        this.level = level;
    }

    /** The number of the profile, 0 to 3. */
    public int level() {
        return level;
    }

    /**
     * The profile of that number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static SecurityProfile ofLevel(int level) {
        for (SecurityProfile profile : values()) {
            if (profile.level == level) {
                return profile;
            }
        }
        throw new IllegalArgumentException("a security profile is 0, 1, 2 or 3, not " + level);
    }

    /** Whether this profile proves less than the other one. */
    public boolean isLowerThan(SecurityProfile other) {
        return compareTo(other) < 0;
    }

    /** The greater of two profiles. */
    public static SecurityProfile highest(SecurityProfile one, SecurityProfile other) {
        return one.isLowerThan(other) ? other : one;
    }
}
