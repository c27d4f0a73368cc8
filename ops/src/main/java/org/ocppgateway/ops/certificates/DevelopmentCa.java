package org.ocppgateway.ops.certificates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A certificate authority for development, kept in a directory: one root that signs the server certificates and those of charge points. What is
 * there and valid is used again, so charge points that trust {@code ca.pem} keep doing so. One process per directory.
 *
 * <p>The root key is stored beside the certificates, without a password.
 */
public final class DevelopmentCa {
    private static final Duration ROOT_VALIDITY = Duration.ofDays(3650);
    private static final Duration LEAF_VALIDITY = Duration.ofDays(365);
    private static final Duration LIST_VALIDITY = Duration.ofDays(30);

    /** Files with less time left are replaced. */
    private static final Duration RENEWAL = Duration.ofDays(30);

    private final Path directory;
    private final InstantSource clock;
    private final CertificateMaker maker;
    private final PemFiles root;

    /**
     * A certificate with its chain and its key, as PEM.
     *
     * @param chain the certificate, without the root
     */
    public record PemFiles(Path chain, Path key) {
        /** As an item of {@code tls.certificates}, in HOCON. */
        public String hocon() {
            return "{ chain = \"%s\", key = \"%s\" }".formatted(chain, key);
        }
    }

    private DevelopmentCa(Path directory, InstantSource clock) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.clock = clock;
        this.root = files("ca");
        this.maker = new CertificateMaker(clock);
    }

    /** Opens the authority of a directory; makes what is missing there. */
    public static DevelopmentCa open(Path directory, InstantSource clock) throws IOException {
        DevelopmentCa authority = new DevelopmentCa(directory, clock);
        authority.makeRoot();
        if (!Files.exists(authority.revocationList()) || authority.listEndsSoon()) {
            authority.writeList(authority.revoked());
        }
        return authority;
    }

    private PemFiles files(String name) {
        return new PemFiles(directory.resolve(name + ".pem"), directory.resolve(name + ".key"));
    }

    private void makeRoot() throws IOException {
        if (!isUsable(root)) {
            KeyPair keys = maker.newKeys(KeyType.EC);
            X509Certificate certificate =
                    maker.root("CN=OCPP Gateway Development CA,O=Development", keys, ROOT_VALIDITY);
            Pem.writeKey(root.key(), keys.getPrivate());
            Pem.writeCertificates(root.chain(), List.of(certificate));
            // Lists of an older root say nothing about this one.
            Files.deleteIfExists(revocationList());
        }
    }

    private boolean isUsable(PemFiles files) throws IOException {
        if (!Files.exists(files.chain()) || !Files.exists(files.key())) {
            return false;
        }
        Instant end = Pem.readCertificate(files.chain()).getNotAfter().toInstant();
        return end.isAfter(clock.instant().plus(RENEWAL));
    }

    /** The root, for charge points to trust and for the gateway to check them with. */
    public Path certificate() {
        return root.chain();
    }

    /** The list of revoked certificates, as PEM. */
    public Path revocationList() {
        return directory.resolve("revoked.crl");
    }

    /**
     * The server certificates: RSA and ECDSA, as the standard requires. Replaced if they end soon, are of another root, or lack a name.
     *
     * @param names DNS names and IP addresses; the first becomes the CN
     */
    public List<PemFiles> server(List<String> names) throws IOException {
        List<PemFiles> certificates = new ArrayList<>();
        for (KeyType type : KeyType.values()) {
            PemFiles files = files("server-" + type.label());
            if (!isUsable(files) || !serves(files, names)) {
                KeyPair keys = maker.newKeys(type);
                X509Certificate certificate = maker.server(issuer(), names, keys.getPublic(), LEAF_VALIDITY);
                Pem.writeKey(files.key(), keys.getPrivate());
                Pem.writeCertificates(files.chain(), List.of(certificate));
            }
            certificates.add(files);
        }
        return certificates;
    }

    /** The certificates of {@link #server} as the value of {@code tls.certificates}, in HOCON. */
    public String serverCertificates(List<String> names) throws IOException {
        return server(names).stream().map(PemFiles::hocon).collect(Collectors.joining(", ", "[", "]"));
    }

    private boolean serves(PemFiles files, List<String> names) throws IOException {
        X509Certificate certificate = Pem.readCertificate(files.chain());
        return CertificateMaker.isSignedBy(certificate, Pem.readCertificate(root.chain()))
                && CertificateMaker.namesOf(certificate).equals(new HashSet<>(names));
    }

    /**
     * A new certificate for a charge point, under {@code stations/}.
     *
     * @param commonName its identity or serial number; letters, digits and {@code * - _ = : + | @ .} only
     */
    public PemFiles station(String commonName) throws IOException {
        PemFiles files = stationFiles(commonName);
        Files.createDirectories(directory.resolve("stations"));
        KeyPair keys = maker.newKeys(KeyType.EC);
        X509Certificate certificate = maker.client(issuer(), commonName, keys.getPublic(), LEAF_VALIDITY);
        Pem.writeKey(files.key(), keys.getPrivate());
        Pem.writeCertificates(files.chain(), List.of(certificate));
        return files;
    }

    /**
     * Certificates of many charge points with the same key, in memory only: for load clients.
     *
     * @param commonNames their identities
     */
    public List<X509Certificate> stations(List<String> commonNames, PublicKey key) throws IOException {
        CertificateMaker.Issuer issuer = issuer();
        List<X509Certificate> certificates = new ArrayList<>();
        for (String commonName : commonNames) {
            certificates.add(maker.client(issuer, commonName, key, LEAF_VALIDITY));
        }
        return certificates;
    }

    /** Puts the certificate of a charge point on the list. */
    public void revoke(String commonName) throws IOException {
        Set<X509CRLEntry> entries = revoked();
        X509Certificate certificate =
                Pem.readCertificate(stationFiles(commonName).chain());
        Pem.writeList(revocationList(), maker.list(issuer(), entries, List.of(certificate), LIST_VALIDITY));
    }

    private PemFiles stationFiles(String commonName) {
        if (!commonName.matches("[A-Za-z0-9*\\-_=:+|@.]{1,48}") || commonName.startsWith(".")) {
            throw new IllegalArgumentException("no identity of a charge point: " + commonName);
        }
        return files("stations/" + commonName);
    }

    private CertificateMaker.Issuer issuer() throws IOException {
        return new CertificateMaker.Issuer(Pem.readCertificate(root.chain()), Pem.readKey(root.key()));
    }

    private boolean listEndsSoon() throws IOException {
        Instant next = Pem.readList(revocationList()).getNextUpdate().toInstant();
        return next.isBefore(clock.instant().plus(LIST_VALIDITY.dividedBy(2)));
    }

    private Set<X509CRLEntry> revoked() throws IOException {
        if (!Files.exists(revocationList())) {
            return Set.of();
        }
        X509CRL list = Pem.readList(revocationList());
        Set<? extends X509CRLEntry> entries = list.getRevokedCertificates();
        return entries == null ? Set.of() : Set.copyOf(entries);
    }

    private void writeList(Collection<X509CRLEntry> entries) throws IOException {
        Pem.writeList(revocationList(), maker.list(issuer(), entries, List.of(), LIST_VALIDITY));
    }
}
