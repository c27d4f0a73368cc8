package org.ocppgateway.gateway.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One section of a PEM file (RFC 7468). Text outside of sections is ignored, so the output of {@code openssl x509 -text} can be read.
 *
 * @param label for example {@code CERTIFICATE}
 * @param content the decoded DER
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PemSection(String label, byte[] content) {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    static boolean isPem(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1).contains(BEGIN);
    }

    /**
     * Reads all sections.
     *
     * @param name names the file in the exception
     */
    static List<PemSection> read(Path name, byte[] file) throws InvalidTlsFilesException {
        List<PemSection> sections = new ArrayList<>();
        String label = null;
        StringBuilder base64 = new StringBuilder();
        for (String raw : new String(file, StandardCharsets.ISO_8859_1).split("\\R", -1)) {
            String line = raw.strip();
            if (label == null) {
                if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                    label = line.substring(BEGIN.length(), line.length() - DASHES.length());
                }
            } else if (line.startsWith(END)) {
                sections.add(new PemSection(label, decode(name, label, base64.toString())));
                label = null;
                base64.setLength(0);
            } else if (line.startsWith("Proc-Type:") && line.endsWith("ENCRYPTED")) {
                throw PrivateKeys.encrypted(name);
            } else {
                base64.append(line);
            }
        }
        if (label != null) {
            throw new InvalidTlsFilesException(
                    name + ": " + BEGIN + label + DASHES + " has no end; is the file complete?");
        }
        return sections;
    }

    private static byte[] decode(Path name, String label, String base64) throws InvalidTlsFilesException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidTlsFilesException(name + ": the section " + label + " is not valid base64", e);
        }
    }
}
