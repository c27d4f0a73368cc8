package org.ocppgateway.gateway.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The bytes of some files, read one after the other. Symbolic links are followed at each read. */
final class FileContents {
    /** Bytes of one file; a larger one is a mistake. A revocation list with 100,000 entries has 4 MB. */
    private static final int MAX_SIZE = 64 * 1024 * 1024;

    private final Map<Path, byte[]> contents;

    private FileContents(Map<Path, byte[]> contents) {
        this.contents = contents;
    }

    static FileContents read(Collection<Path> files) throws InvalidTlsFilesException {
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (Path file : new TreeSet<>(files)) {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] content = in.readNBytes(MAX_SIZE + 1);
                if (content.length > MAX_SIZE) {
                    problems.add(file + ": larger than " + MAX_SIZE + " bytes");
                }
                contents.put(file, content);
            } catch (NoSuchFileException e) {
                problems.add(file + ": does not exist");
            } catch (AccessDeniedException e) {
                problems.add(file + ": this process may not read it");
            } catch (IOException e) {
                problems.add(file + ": cannot be read: " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidTlsFilesException(problems);
        }
        return new FileContents(contents);
    }

    byte[] of(Path file) {
        byte[] content = contents.get(file);
        if (content == null) {
            throw new IllegalArgumentException("not read: " + file);
        }
        return content;
    }

    /** The same for the same bytes in the same files. */
    String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] content : contents.values()) {
                digest.update(MessageDigest.getInstance("SHA-256").digest(content));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
