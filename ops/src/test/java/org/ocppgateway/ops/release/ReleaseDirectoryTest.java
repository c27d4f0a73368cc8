package org.ocppgateway.ops.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ReleaseDirectoryTest {
    @TempDir
    Path directory;

    @TempDir
    Path keys;

    private ReleaseDirectory release;

    @BeforeEach
    void createRelease() throws Exception {
        Files.writeString(directory.resolve("gateway.tar.gz"), "bytes");
        Files.createDirectory(directory.resolve("gateway"));
        release = new ReleaseDirectory(directory);
        release.writeChecksums();
    }

    @Test
    void checksumsHaveTheFormatOfSha256sum() throws Exception {
        assertEquals(
                "gateway.tar.gz: OK",
                Program.run(directory, List.of("sha256sum", "--check", "--strict", ReleaseDirectory.CHECKSUMS)));
        assertTrue(release.isIntact());
    }

    @Test
    void aChangedAddedOrMissingFileIsFound() throws Exception {
        Files.writeString(directory.resolve("gateway.tar.gz"), "other");
        assertFalse(release.isIntact());
        Files.writeString(directory.resolve("gateway.tar.gz"), "bytes");
        assertTrue(release.isIntact());
        Files.writeString(directory.resolve("added"), "");
        assertFalse(release.isIntact());
        Files.delete(directory.resolve("added"));
        Files.delete(directory.resolve("gateway.tar.gz"));
        assertFalse(release.isIntact());
    }

    @Test
    void theSignatureIsThatOfTheNamedKey() throws Exception {
        Path key = key("maintainer");
        Path other = key("other");
        release.sign(key);
        Path signers = signers("maintainer", key);
        assertTrue(release.verify(signers, "maintainer").contains("Good"));
        refused(() -> release.verify(signers("maintainer", other), "maintainer"));
        refused(() -> release.verify(signers, "another-name"));
    }

    @Test
    void aChangedReleaseIsRefused() throws Exception {
        Path key = key("maintainer");
        Path signers = signers("maintainer", key);
        refused(() -> release.verify(signers, "maintainer"));
        release.sign(key);
        Files.writeString(directory.resolve("gateway.tar.gz"), "other");
        refused(() -> release.verify(signers, "maintainer"));
        // With checksums of its own it lacks their signature.
        release.writeChecksums();
        refused(() -> release.verify(signers, "maintainer"));
    }

    private static void refused(Executable verification) {
        assertThrows(ReleaseException.class, verification);
    }

    private Path key(String name) throws Exception {
        boolean installed = Files.isExecutable(Path.of("/usr/bin/ssh-keygen"));
        if (!installed) {
            System.out.println("ReleaseDirectoryTest is skipped in part: ssh-keygen is not installed (openssh-client)");
        }
        assumeTrue(installed, "no ssh-keygen");
        Path key = keys.resolve(name);
        Program.run(keys, List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", key.toString()));
        return key;
    }

    private Path signers(String name, Path key) throws Exception {
        return Files.writeString(keys.resolve("signers"), name + " " + Files.readString(Path.of(key + ".pub")));
    }
}
