package org.ocppgateway.gateway.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.gateway.authentication.AuthenticationCase.Offer;
import org.ocppgateway.gateway.authentication.AuthenticationResult.Admitted;
import org.ocppgateway.gateway.authentication.AuthenticationResult.Refused;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;

/** The decision as a table; {@link AuthenticationCase} says what the words mean. */
class AuthenticationPolicyTest {

    @ParameterizedTest(name = "required {0}, entry {1}, last {2}, offered {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            # required | entry | last | offered               | expected

            # Who gets in without an entry
            0          | none  | 0    | plain                 | 0 unproven, no entry
            0          | none  | 0    | plain right           | 0 unproven, no entry
            0          | none  | 0    | plain wrong           | 0 unproven, no entry
            0          | none  | 0    | plain junk            | 0 unproven, no entry
            0          | none  | 0    | tls cert:CP-1         | 0 unproven, no entry
            0          | none  | ?    | plain                 | 0 unproven, no entry
            0          | none  | 1    | plain right           | lower-than-before 403
            0          | none  | 3    | tls cert:CP-1         | lower-than-before 403
            1          | none  | 0    | plain right           | unknown-identity 404
            1          | none  | 0    | plain                 | unknown-identity 404
            1          | none  | 0    | tls cert:CP-1         | unknown-identity 404
            2          | none  | 0    | tls right             | unknown-identity 404
            2          | none  | 0    | plain                 | unknown-identity 404
            3          | none  | 0    | tls cert:CP-1         | 3 certificate, no entry
            3          | none  | 0    | proxy cert:CP-1       | 3 certificate, no entry
            3          | none  | 0    | tls cert:cp-1         | certificate-mismatch 403
            3          | none  | 0    | tls cert:CP-11        | certificate-mismatch 403
            3          | none  | 0    | tls cert:CP-1+CP-2    | certificate-mismatch 403
            3          | none  | 0    | tls cert:             | certificate-mismatch 403
            3          | none  | 0    | tls rejected          | certificate-rejected 403
            3          | none  | 0    | tls                   | certificate-required 403
            3          | none  | 0    | tls right             | certificate-required 403
            3          | none  | 0    | plain                 | tls-required 403

            # A source that is unavailable says nothing about the charge point
            0          | out   | 0    | plain right           | source-unavailable 503
            1          | out   | 0    | plain right           | source-unavailable 503
            3          | out   | ?    | tls cert:CP-1         | source-unavailable 503

            # Profile 0: nothing is asked for, whatever is sent
            3          | 0     | 0    | plain                 | 0 unproven, entry 0
            1          | 0     | 0    | plain wrong           | 0 unproven, entry 0
            1          | 0     | 1    | plain right           | 1 password, entry 0
            1          | 0     | 1    | plain                 | no-credentials 401
            1          | 0     | 2    | plain right           | lower-than-before 403

            # Profile 1: the password; TLS may be offered, and raises nothing
            0          | 1     | 0    | plain right           | 1 password, entry 1
            0          | 1     | 0    | tls right             | 2 password, entry 1
            0          | 1     | 0    | proxy right           | 2 password, entry 1
            0          | 1     | 1    | plain right           | 1 password, entry 1
            0          | 1     | ?    | plain right           | 1 password, entry 1
            0          | 1     | 0    | plain right mark      | 1 password, entry 1
            0          | 1     | 0    | plain                 | no-credentials 401
            0          | 1     | 0    | plain wrong           | wrong-password 401
            0          | 1     | 0    | plain empty           | empty-password 401
            0          | 1     | 0    | plain junk            | malformed-credentials 401
            0          | 1     | 0    | plain user            | wrong-user-name 401
            0          | 1     | 0    | plain limited         | too-many-failures 429
            0          | 1     | 0    | plain busy            | too-many-checks 503
            0          | 1     | 0    | plain unverifiable    | unverifiable-password 503
            0          | 1 nohash | 0 | plain right           | no-password-set 401
            0          | 1     | 0    | tls cert:CP-1         | no-credentials 401
            0          | 1 SN-1 | 0   | tls cert:SN-1         | 3 certificate, entry 1
            0          | 1 SN-1 | 0   | tls cert:CP-1         | no-credentials 401
            0          | 1 SN-1 | 0   | tls cert:SN-1 wrong   | wrong-password 401
            0          | 1     | 2    | tls right             | 2 password, entry 1
            0          | 1     | 2    | plain right           | lower-than-before 403
            0          | 1     | 3    | tls right             | lower-than-before 403

            # Profile 2: the password, and TLS from the gateway or somebody who may say so
            0          | 2     | 0    | tls right             | 2 password, entry 2
            0          | 2     | 0    | proxy right           | 2 password, entry 2
            0          | 2     | 0    | front right           | 2 password, entry 2
            0          | 2     | 0    | plain right           | tls-required 403
            0          | 2     | 0    | plain right mark      | untrusted-proxy 403
            0          | 2     | 0    | plain                 | tls-required 403
            0          | 2     | 0    | tls                   | no-credentials 401
            0          | 2     | 0    | tls wrong             | wrong-password 401
            0          | 2     | 0    | tls rejected right    | 2 password, entry 2
            0          | 2 SN-1 | 0   | tls cert:SN-1         | 3 certificate, entry 2
            0          | 2     | 3    | tls right             | lower-than-before 403
            0          | 2     | 3    | tls cert:CP-1         | 3 certificate, entry 2
            0          | 2 downgrade | 3 | tls right          | 2 password, entry 2
            0          | 2 downgrade | 3 | plain right        | tls-required 403
            0          | 1 downgrade | 3 | tls right          | lower-than-before 403
            0          | 1 downgrade | 2 | plain right        | lower-than-before 403

            # Profile 3: the certificate that the entry names, or else one of the identity
            0          | 3     | 0    | tls cert:CP-1         | 3 certificate, entry 3
            0          | 3     | 0    | proxy cert:CP-1       | 3 certificate, entry 3
            0          | 3     | 0    | tls cert:CP-1 wrong   | 3 certificate, entry 3
            0          | 3     | 0    | tls cert:SN-1         | certificate-mismatch 403
            0          | 3 SN-1 | 0   | tls cert:SN-1         | 3 certificate, entry 3
            0          | 3 SN-1 | 0   | tls cert:sn-1         | certificate-mismatch 403
            0          | 3 SN-1 | 0   | tls cert:CP-1         | certificate-mismatch 403
            0          | 3 DN  | 0    | tls dn:CN=SN-1,O=Op   | 3 certificate, entry 3
            0          | 3 DN  | 0    | tls dn:cn=sn-1,o=op   | 3 certificate, entry 3
            0          | 3 DN  | 0    | tls dn:O=Op,CN=SN-1   | 3 certificate, entry 3
            0          | 3 DN  | 0    | tls dn:CN=SN-1        | certificate-mismatch 403
            0          | 3 DN  | 0    | proxy cert:SN-1       | certificate-mismatch 403
            0          | 3     | 0    | tls dn:CN=CP-1,CN=CP-2 | certificate-mismatch 403
            0          | 3     | 0    | tls dn:CN=CP-2+CN=CP-1 | certificate-mismatch 403
            0          | 3     | 0    | tls dn:O=Op           | certificate-mismatch 403
            0          | 3 SN-1 | 0   | tls dn:CN=SN-1,CN=SN-1 | certificate-mismatch 403
            0          | 3     | 0    | tls right             | certificate-required 403
            0          | 3     | 0    | tls rejected          | certificate-rejected 403
            0          | 3     | 0    | plain right           | tls-required 403
            0          | 3     | 0    | plain right mark      | untrusted-proxy 403
            0          | 3 downgrade | 3 | tls right          | certificate-required 403

            # Blocked
            0          | 0 blocked | 0 | plain                | blocked 403
            0          | 1 blocked | 0 | plain right          | blocked 403
            0          | 3 blocked | 0 | tls cert:CP-1        | blocked 403

            # During and after a rotation
            0          | 1 rotated | 0 | plain right          | 1 password, entry 1, confirms
            0          | 1 rotated | 0 | plain old            | 1 old password, entry 1
            0          | 1 rotated | 0 | plain wrong          | wrong-password 401
            """)
    void itIsDecidedByTheTable(int required, String entry, String last, String offered, String expected)
            throws Exception {
        AuthenticationCase each = new AuthenticationCase(required, false, entry, last, Offer.parse(offered));
        assertEquals(expected, each.decided());
        assertEquals(0, each.pretended());
    }

    @ParameterizedTest(name = "required {0}, entry {1}, offered {2}: {3}, pretended {4}")
    @CsvSource(delimiter = '|', textBlock = """
            1 | none       | plain wrong          | unknown-identity 401      | 1
            1 | none       | plain                | unknown-identity 401      | 0
            1 | none       | plain empty          | unknown-identity 401      | 0
            1 | none       | plain junk           | unknown-identity 401      | 0
            1 | none       | plain user           | unknown-identity 401      | 1
            1 | none       | plain limited        | too-many-failures 429     | 1
            1 | none       | plain busy           | too-many-checks 503       | 1
            1 | 1          | plain wrong          | wrong-password 401        | 0
            1 | 1          | plain                | no-credentials 401        | 0
            1 | 1          | plain empty          | empty-password 401        | 0
            1 | 1          | plain user           | wrong-user-name 401       | 1
            1 | 1          | plain limited        | too-many-failures 429     | 0
            1 | 1 blocked  | plain wrong          | blocked 401               | 1
            1 | 1 nohash   | plain wrong          | no-password-set 401       | 1
            1 | 2          | plain wrong          | tls-required 401          | 1
            1 | 3          | plain                | tls-required 401          | 0
            1 | 3          | tls cert:CP-2        | certificate-mismatch 401  | 0
            3 | none       | tls                  | certificate-required 401  | 0
            1 | out        | plain wrong          | source-unavailable 503    | 0
            1 | 1          | plain right          | 1 password, entry 1       | 0
            """)
    void hidingUnknownIdentitiesAnswersThemLikeAWrongPassword(
            int required, String entry, String offered, String expected, int pretended) throws Exception {
        AuthenticationCase each = new AuthenticationCase(required, true, entry, "0", Offer.parse(offered));
        assertEquals(expected, each.decided());
        assertEquals(pretended, each.pretended());
    }

    /** Every combination, against what must hold whatever the table says. */
    @Test
    void noCombinationLetsAnybodyInWithoutProofOrKeepsTheRightOneOut() throws Exception {
        Set<String> reasons = new TreeSet<>();
        int[] count = new int[1];
        AuthenticationCase.forAll(each -> {
            AuthenticationResult result = each.result();
            String what = each.toString();
            count[0]++;
            assertEquals(each.mustBeAdmitted(), result instanceof Admitted, what);
            if (result instanceof Admitted admitted) {
                assertFalse(each.blocked(), what);
                assertEquals(each.entryProfile(), admitted.authenticated().entryProfile(), what);
                assertEquals(each.proved(), admitted.authenticated().profile(), what);
                assertFalse(admitted.authenticated().profile().isLowerThan(each.required()), what);
            } else if (result instanceof Refused refused) {
                reasons.add(refused.reason().label());
                assertFalse(refused.details().isEmpty(), what);
                assertFalse(refused.suggestion().isEmpty(), what);
                assertEquals(refused.status() == 503 || refused.status() == 429, refused.retryAfter() != null, what);
                assertFalse(refused.status() == 401 && each.unavailable(), what);
                if (each.hideUnknown()) {
                    Set<Integer> allowed = Set.of(401, 429, 503);
                    assertTrue(allowed.contains(refused.status()), what);
                }
            }
        });
        assertTrue(count[0] > 100_000, "combinations: " + count[0]);
        for (RefusalReason reason : RefusalReason.values()) {
            assertTrue(reasons.contains(reason.label()), "never given: " + reason);
        }
    }

    /** With hide-unknown a refusal depends on what was sent and on nothing that is stored. */
    @Test
    void hiddenRefusalsLookAlikeAndCostAlike() throws Exception {
        AuthenticationCase.forAll(each -> {
            if (each.hideUnknown()
                    && each.result() instanceof Refused refused
                    && !each.unavailable()
                    && refused.reason() != RefusalReason.UNVERIFIABLE_PASSWORD) {
                AuthenticationCase unknown = each.asUnknown();
                Refused other = assertInstanceOf(Refused.class, unknown.result());
                String what = each + " / " + unknown;
                assertEquals(other.status(), refused.status(), what);
                assertEquals(other.answer(), refused.answer(), what);
                assertEquals(other.retryAfter(), refused.retryAfter(), what);
                assertEquals(unknown.checked(), each.checked(), what);
            }
        });
    }

    @Test
    void answersTellAStrangerNothing() throws Exception {
        Refused refused = assertInstanceOf(
                Refused.class, new AuthenticationCase(1, false, "3 SN-1", "0", Offer.parse("tls cert:CP-1")).result());
        assertEquals("not allowed", refused.answer());
        assertEquals("the certificate is of CN=CP-1, expected is SN-1", refused.details());
    }

    @ParameterizedTest
    @CsvSource({
        "'', the user name is empty",
        "cp-1, the user name differs from the identity in upper and lower case",
        "'CP-1 ', the user name has blanks around the identity",
        "'\tCP-1', the user name has blanks around the identity",
        "secret, the user name is not the identity in the URL",
        "CP-1x, the user name is not the identity in the URL",
        "CP-, the user name is not the identity in the URL",
    })
    void aUserNameIsTheIdentityAndItsDifferenceIsDescribedAndNotRepeated(String userName, String difference) {
        assertEquals(
                difference,
                UserName.difference(
                                userName.getBytes(UTF_8),
                                new ChargePointId("CP-1"),
                                AuthenticationSettings.Tolerance.NONE)
                        .orElseThrow());
    }

    @Test
    void aPercentEncodedUserNameIsRecognised() {
        ChargePointId id = new ChargePointId("RDAM 12|3");
        assertTrue(UserName.difference("RDAM 12|3".getBytes(UTF_8), id, AuthenticationSettings.Tolerance.NONE)
                .isEmpty());
        for (String encoded : new String[] {"RDAM%2012%7C3", "RDAM%2012%7c3"}) {
            assertEquals(
                    "the user name is percent-encoded; it has to be the decoded identity",
                    UserName.difference(encoded.getBytes(UTF_8), id, AuthenticationSettings.Tolerance.NONE)
                            .orElseThrow());
        }
    }

    @Test
    void anEmptyOrDifferentlySpeltUserNameMayBeTolerated() {
        ChargePointId id = new ChargePointId("CP-1");
        AuthenticationSettings.Tolerance all = new AuthenticationSettings.Tolerance(true, true);
        assertTrue(UserName.difference(new byte[0], id, all).isEmpty());
        assertTrue(UserName.difference("cP-1".getBytes(UTF_8), id, all).isEmpty());
        assertTrue(UserName.difference("CP-2".getBytes(UTF_8), id, all).isPresent());
    }

    @Test
    void theSerialNumberOfABootNotificationFitsTheCertificateOrTheIdentity() {
        ChargePointId id = new ChargePointId("CP-1");
        Principal.ByCertificate serial = new Principal.ByCertificate(CertificateName.ofCommonName("SN-1"));
        assertTrue(serial.fitsSerialNumber(id, "SN-1"));
        assertFalse(serial.fitsSerialNumber(id, "SN-2"));
        assertFalse(serial.fitsSerialNumber(id, ""));
        Principal.ByCertificate identity = new Principal.ByCertificate(CertificateName.ofCommonName("CP-1"));
        assertTrue(identity.fitsSerialNumber(id, "SN-2"));
    }

    @Test
    void thereIsNoCertificateWithoutTls() {
        ClientCertificate certificate = new ClientCertificate.Verified(CertificateName.ofCommonName("CP-1"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TransportSecurity(TransportSecurity.Encryption.NONE, certificate, false));
        assertNull(CertificateName.ofCommonName("x").subject());
    }

    @Test
    void everyProfileThatIsRequiredIsWalked() throws Exception {
        Set<SecurityProfile> profiles = new TreeSet<>();
        AuthenticationCase.forAll(each -> profiles.add(each.required()));
        assertEquals(Set.of(SecurityProfile.values()), profiles);
    }
}
