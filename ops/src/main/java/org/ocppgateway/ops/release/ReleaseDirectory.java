package org.ocppgateway.ops.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of one release, with the checksums of all of them in {@code SHA256SUMS} (the format of {@code sha256sum})
 * and optionally a signature of that file in {@code SHA256SUMS.sig}.
 *
 * @param path of the directory
 */
public record ReleaseDirectory(Path path) {
    static final String CHECKSUMS = "SHA256SUMS";

    /** Namespace of signatures, see {@code ssh-keygen -Y sign}: a signature of something else is not one of a release. */
    private static final String NAMESPACE = "ocpp-gateway-release";

    private static final String SIGNATURE = CHECKSUMS + ".sig";

    /** Writes the checksums of all files. */
    void writeChecksums() throws IOException {
        Files.writeString(path.resolve(CHECKSUMS), String.join("\n", checksums()) + "\n");
    }

    /**
     * Signs the checksums with {@code ssh-keygen}.
     *
     * @param key file of a private SSH key, or of a public key whose private key an agent or a security token holds
     */
    void sign(Path key) throws IOException, InterruptedException, ReleaseException {
        Files.deleteIfExists(path.resolve(SIGNATURE));
        Program.run(
                path,
                List.of("ssh-keygen", "-Y", "sign", "-f", key.toAbsolutePath().toString(), "-n", NAMESPACE, CHECKSUMS));
    }

    /** Returns whether all files are there and match their checksums. */
    boolean isIntact() throws IOException {
        Path sums = path.resolve(CHECKSUMS);
        return Files.exists(sums) && Files.readAllLines(sums).equals(checksums());
    }

    /**
     * Checks all files and the signature.
     *
     * @param signers file with the accepted keys, in the format of allowed signers of {@code ssh-keygen}
     * @param signer name of the expected key in that file
     * @return the answer of {@code ssh-keygen}, which names the key
     * @throws ReleaseException if a file differs from its checksum, or the signature is missing or of another key
     */
    String verify(Path signers, String signer) throws IOException, InterruptedException, ReleaseException {
        if (!Files.exists(path.resolve(SIGNATURE))) {
            throw new ReleaseException(path + " is not signed: " + SIGNATURE + " is missing");
        }
        String answer = Program.run(
                path,
                List.of(
                        "ssh-keygen",
                        "-Y",
                        "verify",
                        "-f",
                        signers.toAbsolutePath().toString(),
                        "-I",
                        signer,
                        "-n",
                        NAMESPACE,
                        "-s",
                        SIGNATURE),
                path.resolve(CHECKSUMS));
        if (!isIntact()) {
            throw new ReleaseException(path + " does not match " + CHECKSUMS + ": a file is changed, missing or added");
        }
        return answer;
    }

    /** One line for each file, except the checksums and their signature. Directories are unpacked archives. */
    private List<String> checksums() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = file.getFileName().toString();
                if (!name.startsWith(CHECKSUMS)) {
                    lines.add(sha256(file) + "  " + name);
                }
            }
        }
        return lines;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new UncheckedIOException(new IOException(everyJdkHasIt));
        }
    }
}
