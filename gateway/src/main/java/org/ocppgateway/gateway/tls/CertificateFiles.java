package org.ocppgateway.gateway.tls;

import java.nio.file.Path;

/**
 * PEM files of one server certificate.
 *
 * @param chain the server certificate, followed by its intermediate certificates in any order; the root is not needed
 * @param privateKey unencrypted, as PKCS#8 ({@code PRIVATE KEY}), PKCS#1 ({@code RSA PRIVATE KEY}) or SEC 1 ({@code EC PRIVATE KEY}); may be
 *     the same file as {@code chain}
 */
public record CertificateFiles(Path chain, Path privateKey) {}
