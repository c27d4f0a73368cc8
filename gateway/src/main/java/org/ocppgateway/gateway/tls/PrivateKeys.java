package org.ocppgateway.gateway.tls;

import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/** Reads unencrypted private keys: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017) and SEC 1 (RFC 5915). */
final class PrivateKeys {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "RSASSA-PSS", "EdDSA");
    private static final String PKCS8 = "PRIVATE KEY";
    private static final String PKCS1 = "RSA PRIVATE KEY";
    private static final String SEC1 = "EC PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    private PrivateKeys() {}

    static PrivateKey read(Path name, byte[] file) throws InvalidTlsFilesException {
        List<PemSection> sections = PemSection.read(name, file);
        List<PemSection> keys = sections.stream()
                .filter(section -> section.label().endsWith(PKCS8))
                .toList();
        if (keys.size() != 1) {
            throw new InvalidTlsFilesException(name + ": expected one private key in PEM form, found "
                    + (keys.isEmpty() ? "none" : Integer.toString(keys.size())));
        }
        PemSection key = keys.getFirst();
        return switch (key.label()) {
            case PKCS8 -> decode(name, key.content());
            case PKCS1 -> decode(name, Der.pkcs8OfRsa(key.content()));
            case SEC1 -> decode(name, Der.pkcs8OfEc(curve(name, key.content(), sections), key.content()));
            case ENCRYPTED -> throw encrypted(name);
            default ->
                throw new InvalidTlsFilesException(name + ": keys of the kind " + key.label() + " are not supported");
        };
    }

    static InvalidTlsFilesException encrypted(Path name) {
        return new InvalidTlsFilesException(name
                + ": the private key is encrypted; write it without a password: openssl pkey -in KEY -out PLAIN_KEY");
    }

    /** The key names its curve, or a section before it does, as {@code openssl ecparam -genkey} writes it. */
    private static byte[] curve(Path name, byte[] key, List<PemSection> sections) throws InvalidTlsFilesException {
        Optional<byte[]> inKey = Der.inside(key).stream()
                .flatMap(List::stream)
                .filter(element -> element.tag() == Der.CONTEXT + Der.CONSTRUCTED)
                .map(Der.Element::content)
                .findFirst();
        return inKey.or(() -> sections.stream()
                        .filter(section -> section.label().equals("EC PARAMETERS"))
                        .map(PemSection::content)
                        .findFirst())
                .orElseThrow(() -> new InvalidTlsFilesException(name + ": the EC key does not name its curve"));
    }

    private static PrivateKey decode(Path name, byte[] pkcs8) throws InvalidTlsFilesException {
        return ALGORITHMS.stream()
                .flatMap(algorithm -> decode(algorithm, pkcs8).stream())
                .findFirst()
                .orElseThrow(() -> new InvalidTlsFilesException(
                        name + ": the private key is damaged or of an unknown algorithm; known: " + ALGORITHMS));
    }

    private static Optional<PrivateKey> decode(String algorithm, byte[] pkcs8) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (InvalidKeySpecException | NoSuchAlgorithmException e) {
            // Of another algorithm, or damaged.
            return Optional.empty();
        }
    }
}
