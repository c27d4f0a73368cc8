package org.ocppgateway.gateway.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.junit.jupiter.api.Test;

/** Validity and revocation at an upgrade. */
class CertificateCheckTest {
    private static final Path NAME = Path.of("list.crl");

    private final Instant now = Instant.now();
    private final Instant before = now.minus(Duration.ofMinutes(30));
    private final Instant after = now.plus(Duration.ofHours(10));
    private final TestAuthority root = TestAuthority.root("CN=Root");
    private final TestAuthority issuing = root.intermediate("CN=Issuing");
    private final TestCertificate client = issuing.client("CN=CP-1");

    private static RevocationLists lists(byte[]... ders) throws InvalidTlsFilesException {
        List<RevocationList> lists = new ArrayList<>();
        for (byte[] der : ders) {
            lists.addAll(RevocationList.read(NAME, der));
        }
        return new RevocationLists(lists);
    }

    private CertificateVerdict check(StaleRevocation policy, Instant time, byte[]... ders)
            throws InvalidTlsFilesException {
        return new CertificateCheck(List.of(root.certificate()), lists(ders), policy).check(client.chain(), time);
    }

    private CertificateProblem problem(CertificateVerdict verdict) {
        return assertInstanceOf(CertificateVerdict.Refused.class, verdict)
                .refusal()
                .problem();
    }

    private RevocationStatus accepted(CertificateVerdict verdict) {
        return assertInstanceOf(CertificateVerdict.Accepted.class, verdict).revocation();
    }

    @Test
    void withoutListsNothingIsRevoked() throws Exception {
        CertificateVerdict verdict = check(StaleRevocation.REFUSE, now);
        assertInstanceOf(RevocationStatus.Good.class, accepted(verdict));
        assertEquals(
                Optional.of("CP-1"),
                ((CertificateVerdict.Accepted) verdict).name().commonName());
    }

    @Test
    void aRevokedCertificateIsRefused() throws Exception {
        CertificateVerdict verdict = check(
                StaleRevocation.ACCEPT,
                now,
                root.revocationList(before, after),
                issuing.revocationList(before, after, client.leaf()));
        assertEquals(CertificateProblem.REVOKED, problem(verdict));
        CertificateRefusal refusal = ((CertificateVerdict.Refused) verdict).refusal();
        assertEquals(Optional.of("CP-1"), refusal.name().commonName());
        assertTrue(refusal.explanation().contains("KEY_COMPROMISE"), refusal.explanation());
    }

    @Test
    void aRevokedIntermediateIsRefused() throws Exception {
        assertEquals(
                CertificateProblem.REVOKED,
                problem(check(
                        StaleRevocation.ACCEPT,
                        now,
                        root.revocationList(before, after, issuing.certificate()),
                        issuing.revocationList(before, after))));
    }

    @Test
    void currentListsOfAllIssuersMakeItGood() throws Exception {
        assertInstanceOf(
                RevocationStatus.Good.class,
                accepted(check(
                        StaleRevocation.REFUSE,
                        now,
                        root.revocationList(before, after),
                        issuing.revocationList(before, after))));
    }

    @Test
    void aMissingListFollowsThePolicy() throws Exception {
        byte[] ofRoot = root.revocationList(before, after);
        RevocationStatus.Unknown unknown =
                assertInstanceOf(RevocationStatus.Unknown.class, accepted(check(StaleRevocation.ACCEPT, now, ofRoot)));
        assertEquals("CN=Issuing", unknown.issuer());
        assertTrue(unknown.staleSince().isEmpty());
        assertEquals(CertificateProblem.REVOCATION_UNKNOWN, problem(check(StaleRevocation.REFUSE, now, ofRoot)));
    }

    @Test
    void aStaleListFollowsThePolicyAndStillNamesItsEntries() throws Exception {
        byte[] ofRoot = root.revocationList(before, after);
        byte[] stale = issuing.revocationList(before, now.minusSeconds(60));
        RevocationStatus.Unknown unknown = assertInstanceOf(
                RevocationStatus.Unknown.class, accepted(check(StaleRevocation.ACCEPT, now, ofRoot, stale)));
        assertTrue(unknown.staleSince().isPresent());
        assertEquals(CertificateProblem.REVOCATION_UNKNOWN, problem(check(StaleRevocation.REFUSE, now, ofRoot, stale)));
        byte[] staleWithEntry = issuing.revocationList(before, now.minusSeconds(60), client.leaf());
        assertEquals(CertificateProblem.REVOKED, problem(check(StaleRevocation.ACCEPT, now, ofRoot, staleWithEntry)));
    }

    @Test
    void aListOfAnotherAuthorityOfTheSameNameCountsForNothing() throws Exception {
        byte[] forged = TestAuthority.root("CN=Issuing").revocationList(before, after, client.leaf());
        assertInstanceOf(
                RevocationStatus.Unknown.class,
                accepted(check(StaleRevocation.ACCEPT, now, root.revocationList(before, after), forged)));
    }

    @Test
    void aListLimitedToAuthoritiesSaysNothingAboutClients() throws Exception {
        X509v2CRLBuilder builder = issuing.listBuilder(before);
        builder.setNextUpdate(Date.from(after));
        builder.addCRLEntry(client.leaf().getSerialNumber(), Date.from(before), CRLReason.keyCompromise);
        builder.addExtension(
                Extension.issuingDistributionPoint,
                true,
                new IssuingDistributionPoint(null, false, true, null, false, false));
        assertInstanceOf(
                RevocationStatus.Unknown.class,
                accepted(
                        check(StaleRevocation.ACCEPT, now, root.revocationList(before, after), issuing.sign(builder))));
    }

    @Test
    void deltaAndIndirectListsAreRefusedAtLoad() throws Exception {
        X509v2CRLBuilder delta = issuing.listBuilder(before);
        delta.addExtension(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.ONE));
        byte[] deltaList = issuing.sign(delta);
        assertTrue(assertThrows(InvalidTlsFilesException.class, () -> lists(deltaList))
                .toString()
                .contains("delta"));
        X509v2CRLBuilder indirect = issuing.listBuilder(before);
        indirect.addExtension(
                Extension.issuingDistributionPoint,
                true,
                new IssuingDistributionPoint(null, false, false, null, true, false));
        byte[] indirectList = issuing.sign(indirect);
        assertTrue(assertThrows(InvalidTlsFilesException.class, () -> lists(indirectList))
                .toString()
                .contains("indirect"));
    }

    @Test
    void pemAndDerListsAreRead() throws Exception {
        byte[] der = issuing.revocationList(before, after);
        Path file = Files.createTempFile("list", ".pem");
        TestCertificate.write(file, "X509 CRL", der, root.revocationList(before, after));
        assertEquals(2, RevocationList.read(file, Files.readAllBytes(file)).size());
        assertEquals(1, RevocationList.read(NAME, der).size());
        assertThrows(InvalidTlsFilesException.class, () -> RevocationList.read(NAME, new byte[] {1, 2, 3}));
        Files.delete(file);
    }

    @Test
    void aCertificateThatExpiredSinceItsHandshakeIsRefused() throws Exception {
        assertEquals(CertificateProblem.EXPIRED, problem(check(StaleRevocation.ACCEPT, now.plus(Duration.ofDays(2)))));
    }

    @Test
    void anIntermediateThatIsTrustedItselfNeedsNoListOfItsIssuer() throws Exception {
        List<X509Certificate> trusted = List.of(issuing.certificate());
        CertificateVerdict verdict = new CertificateCheck(
                        trusted, lists(issuing.revocationList(before, after)), StaleRevocation.REFUSE)
                .check(List.of(client.leaf()), now);
        assertInstanceOf(RevocationStatus.Good.class, accepted(verdict));
    }
}
