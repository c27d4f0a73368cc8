package org.ocppgateway.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SecurityProfileTest {
    @Test
    void profilesHaveTheNumbersOfTheStandard() {
        for (SecurityProfile profile : SecurityProfile.values()) {
            assertEquals(profile, SecurityProfile.ofLevel(profile.level()));
        }
        assertEquals(0, SecurityProfile.NONE.level());
        assertEquals(3, SecurityProfile.MUTUAL_TLS.level());
        assertThrows(IllegalArgumentException.class, () -> SecurityProfile.ofLevel(-1));
        assertThrows(IllegalArgumentException.class, () -> SecurityProfile.ofLevel(4));
    }

    @Test
    void aGreaterNumberIsTheHigherProfile() {
        assertTrue(SecurityProfile.BASIC.isLowerThan(SecurityProfile.BASIC_OVER_TLS));
        assertFalse(SecurityProfile.BASIC.isLowerThan(SecurityProfile.BASIC));
        assertEquals(
                SecurityProfile.MUTUAL_TLS, SecurityProfile.highest(SecurityProfile.MUTUAL_TLS, SecurityProfile.NONE));
        assertEquals(
                SecurityProfile.MUTUAL_TLS, SecurityProfile.highest(SecurityProfile.NONE, SecurityProfile.MUTUAL_TLS));
    }
}
