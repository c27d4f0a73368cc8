package org.ocppgateway.gateway.authentication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.gateway.credential.CredentialLookup;
import org.ocppgateway.gateway.credential.CredentialSource;
import org.ocppgateway.protocol.SecurityProfile;
import org.ocppgateway.routing.credential.CredentialEntry;

class AuthenticatedTest {

    /** An entry is written as its profile, with b before it if it is blocked; - is no entry. */
    @ParameterizedTest
    @CsvSource({
        "-, -, false",
        "-, 0, false",
        "-, 1, true",
        "-, b0, true",
        "1, -, true",
        "1, 1, false",
        "1, 2, true",
        "2, 1, false",
        "1, b1, true"
    })
    void deletingBlockingAndRaisingEndASession(String atConnect, String now, boolean ends) {
        SecurityProfile before = atConnect.equals("-") ? null : profile(atConnect);
        Authenticated session =
                new Authenticated(SecurityProfile.BASIC_OVER_TLS, before, new Principal.ByPassword(false));
        assertEquals(ends, session.isEndedBy(lookup(now)));
    }

    @Test
    void anOutageOfASourceEndsNoSession() {
        Authenticated session =
                new Authenticated(SecurityProfile.BASIC, SecurityProfile.BASIC, new Principal.ByPassword(false));
        assertFalse(session.isEndedBy(new CredentialLookup.Unavailable(CredentialSource.Name.REDIS, "out")));
    }

    private static CredentialLookup lookup(String text) {
        if (text.equals("-")) {
            return new CredentialLookup.Unknown();
        }
        CredentialEntry entry = new CredentialEntry(profile(text), null, null, null, text.startsWith("b"), false, null);
        return new CredentialLookup.Found(entry, CredentialSource.Name.REDIS, false);
    }

    private static SecurityProfile profile(String text) {
        return SecurityProfile.ofLevel(text.charAt(text.length() - 1) - '0');
    }
}
